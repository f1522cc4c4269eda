import type { Inbox, Verdict } from './inbox'

/** Messages of one robot in a minute (ALERTING §4). */
const PER_MINUTE = 20
const MINUTE_MS = 60_000
/** UTF-8 bytes of the content, by kind of message (ALERTING §4). */
const LONGEST_BYTES: Record<string, number> = { text: 2048, markdown: 4096, markdown_v2: 4096 }

const refusal = (errcode: number, errmsg: string): Verdict => ({ errcode, errmsg })

/** Robots of WeCom groups: every key is a robot of its own. */
export class Robots {
  private readonly sentAt = new Map<string, number[]>()

  constructor(
    private readonly inbox: Inbox,
    private readonly now: () => number,
  ) {}

  /** @param injected an error code a fault wants instead of a delivery */
  send(key: string, message: unknown, injected?: number): Verdict {
    const { msgtype, content } = contentOf(message)
    const verdict =
      injected === undefined ? this.judge(key, msgtype, content) : refusal(injected, 'injected by a fault')
    const told = { channel: 'robot' as const, to: key, templateId: '', title: msgtype, page: '', values: {} }
    this.inbox.record({ ...told, text: content ?? '', at: this.now() }, verdict)
    return verdict
  }

  clear(): void {
    this.sentAt.clear()
  }

  private judge(key: string, msgtype: string, content: string | undefined): Verdict {
    if (key === '') return refusal(93000, 'invalid webhook url')
    const longest = Object.hasOwn(LONGEST_BYTES, msgtype) ? LONGEST_BYTES[msgtype] : undefined
    if (longest === undefined) return refusal(40008, 'invalid message type')
    if (!content) return refusal(44004, 'text content is empty')
    if (Buffer.byteLength(content) > longest) return refusal(40058, `${msgtype}.content exceed max length ${longest}`)
    const recent = (this.sentAt.get(key) ?? []).filter((at) => at > this.now() - MINUTE_MS)
    if (recent.length >= PER_MINUTE) return refusal(45009, 'api freq out of limit')
    this.sentAt.set(key, [...recent, this.now()])
    return { errcode: 0, errmsg: 'ok' }
  }
}

function contentOf(message: unknown): { msgtype: string; content: string | undefined } {
  const fields = (message ?? {}) as Record<string, { content?: unknown } | undefined>
  const msgtype = typeof fields.msgtype === 'string' ? fields.msgtype : ''
  const content = fields[msgtype]?.content
  return { msgtype, content: typeof content === 'string' ? content : undefined }
}
