import type { Notifier, SendOutcome } from '../../core/ports/outside'
import { type PostReply, post } from './post'

/** Worth another try: busy, and more than 20 messages in a minute. All else is the robot's address or our message. */
const RETRYABLE = new Set([-1, 45009])
const OK = 200

/** A WeCom group's robot. It answers HTTP 200 whatever happened: only errcode tells. */
export const robot: Notifier<'robot'> = {
  send: async ({ url, text, mentions, allowLoopback }) => {
    const body = JSON.stringify({ msgtype: 'text', text: { content: text, mentioned_mobile_list: mentions } })
    return robotOutcome(await post({ url, body, headers: { 'content-type': 'application/json' }, allowLoopback }))
  },
}

export function robotOutcome(reply: PostReply): SendOutcome {
  if (reply.status !== 'answered') return reply
  if (reply.http !== OK) return { status: 'failed', code: reply.http, message: `HTTP ${reply.http}` }
  const answer = parse(reply.text)
  if (answer === null) return { status: 'unknown', message: 'the robot answered no errcode' }
  if (answer.errcode === 0) return { status: 'sent' }
  const message = answer.errmsg ?? 'no reason given'
  return { status: 'failed', code: answer.errcode, message, final: !RETRYABLE.has(answer.errcode) }
}

function parse(text: string): { errcode: number; errmsg?: string } | null {
  try {
    const answer = JSON.parse(text) as { errcode?: unknown; errmsg?: unknown } | null
    if (typeof answer?.errcode !== 'number') return null
    return typeof answer.errmsg === 'string'
      ? { errcode: answer.errcode, errmsg: answer.errmsg }
      : { errcode: answer.errcode }
  } catch {
    return null
  }
}
