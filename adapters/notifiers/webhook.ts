import { createHmac } from 'node:crypto'
import type { Notifier, SendOutcome } from '../../core/ports/outside'
import { type PostReply, post } from './post'

/** A signed post to an address of the shop's own. Anything but 2xx is a failure; redirects are not followed. */
export const webhook: Notifier<'webhook'> = {
  send: async ({ url, secrets, id, body, at, allowLoopback }) => {
    const timestamp = String(Math.floor(at / 1000))
    const headers = {
      'content-type': 'application/json',
      'x-id': encodeURIComponent(id),
      'x-timestamp': timestamp,
      'x-signature': signatures(secrets, timestamp, body),
    }
    return webhookOutcome(await post({ url, body, headers, allowLoopback }))
  },
}

/**
 * `sha256=HEX` of HMAC-SHA256 over timestamp (seconds) + "." + body, one for each secret, separated by commas: while
 * secrets are changed over, a receiver that knows either finds its own.
 */
export const signatures = (secrets: readonly string[], timestamp: string, body: string): string =>
  secrets
    .map((secret) => `sha256=${createHmac('sha256', secret).update(`${timestamp}.${body}`).digest('hex')}`)
    .join(',')

export function webhookOutcome(reply: PostReply): SendOutcome {
  if (reply.status !== 'answered') return reply
  const { http } = reply
  if (http >= 200 && http < 300) return { status: 'sent' }
  const mayHelp = http >= 500 || http === 408 || http === 429
  return { status: 'failed', code: http, message: `HTTP ${http}`, final: !mayHelp }
}
