import { sleep } from '../faults/faultSwitchboard'
import type { ConsentLedger } from './consentLedger'
import type { Inbox, SentMessage, Verdict } from './inbox'
import { wrongKeyword } from './keywordLimits'
import type { MessageTemplate } from './templates'

/** What WeChat answers to `subscribeMessage.send`. */
export interface SendReply extends Verdict {
  /** Larger than a JavaScript number; only of a delivered message. */
  msgid?: string
}

/** Numbers of subscribeMessage.send (PLATFORM §5). */
const REFUSALS = {
  40003: 'invalid openid',
  40037: 'invalid template_id',
  41030: 'invalid page',
  43101: 'user refuse to accept the msg',
  43107: 'the ability of sending is banned for this user',
  43108: 'concurrent sending to the same user',
  45009: 'reach max api daily quota limit',
  47003: 'argument invalid!',
} as const

/** A message an account may send in a day, [open] in the platform's facts: so many here, unless told otherwise. */
export const MESSAGES_PER_DAY = 100_000
const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000

/** A send takes a moment on the way; two at once to one person are refused by WeChat. */
const SEND_TAKES_MS = 40
const FIRST_MESSAGE_ID = 3_000_000_000_000_000_000n

export interface SubscribeMessagesOptions {
  templates: ReadonlyMap<string, MessageTemplate>
  ledger: ConsentLedger
  inbox: Inbox
  now: () => number
  onSent: (message: SentMessage, reply: SendReply) => void
}

/** The fake account's subscription messages. */
export class SubscribeMessages {
  /** Quota of one day in Shanghai. */
  perDay = MESSAGES_PER_DAY
  private readonly sendingTo = new Set<string>()

  constructor(private readonly options: SubscribeMessagesOptions) {}

  /** @param injected an error code a fault wants instead of a delivery */
  async send(args: Record<string, unknown>, injected?: number): Promise<SendReply> {
    const to = textOf(args.touser)
    if (to === '') return this.conclude(args, refusal(40003))
    if (this.sentToday() >= this.perDay) return this.conclude(args, refusal(45009))
    if (this.sendingTo.has(to)) return this.conclude(args, refusal(43108))
    this.sendingTo.add(to)
    try {
      await sleep(SEND_TAKES_MS)
      return this.conclude(args, injected === undefined ? this.judge(to, args) : injectedRefusal(injected))
    } finally {
      this.sendingTo.delete(to)
    }
  }

  private judge(to: string, args: Record<string, unknown>): SendReply {
    const template = this.options.templates.get(textOf(args.template_id))
    if (!template) return refusal(40037)
    if (textOf(args.page).startsWith('http')) return refusal(41030)
    const wrong = wrongKeyword(template, valuesOf(args.data))
    if (wrong) return refusal(47003, `data.${wrong}.value is invalid`)
    const consent = this.options.ledger.of(to, template.id)
    if (consent.banned) return refusal(43107)
    if (consent.off || consent.credits === 0) return refusal(43101)
    return { errcode: 0, errmsg: 'ok', msgid: String(FIRST_MESSAGE_ID + BigInt(this.options.inbox.size)) }
  }

  /** Every call counts for the quota, refused ones too. */
  private sentToday(): number {
    const dayStart = Math.floor((this.options.now() + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS
    return this.options.inbox.count('subscribe', dayStart)
  }

  private conclude(args: Record<string, unknown>, reply: SendReply): SendReply {
    const { inbox, ledger, now, templates, onSent } = this.options
    const templateId = textOf(args.template_id)
    const at = now()
    const to = textOf(args.touser)
    const title = templates.get(templateId)?.title ?? ''
    const content = { templateId, title, page: textOf(args.page), values: valuesOf(args.data) }
    const message = inbox.record({ channel: 'subscribe', to, ...content, at }, reply, reply.msgid)
    if (reply.errcode === 0) ledger.record({ openid: message.to, templateId, change: 'sent', at: message.at })
    onSent(message, reply)
    return reply
  }
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

const refusal = (errcode: keyof typeof REFUSALS, detail = ''): SendReply => ({
  errcode,
  errmsg: detail ? `${REFUSALS[errcode]} ${detail}` : REFUSALS[errcode],
})

const injectedRefusal = (errcode: number): SendReply => ({
  errcode,
  errmsg: (REFUSALS as Record<number, string>)[errcode] ?? (errcode === -1 ? 'system error' : 'injected by a fault'),
})

function valuesOf(data: unknown): Record<string, string> {
  if (typeof data !== 'object' || data === null) return {}
  return Object.fromEntries(
    Object.entries(data).map(([key, item]) => [key, String((item as { value?: unknown })?.value ?? '')]),
  )
}
