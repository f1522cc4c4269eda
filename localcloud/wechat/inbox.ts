import type { Journal } from './journal'

/** The ways in which a message can leave the cloud. */
export const MESSAGE_CHANNELS = ['subscribe', 'employee', 'robot', 'webhook'] as const
export type MessageChannel = (typeof MESSAGE_CHANNELS)[number]

/** A message somebody tried to send, whether it was delivered or not. */
export interface SentMessage {
  id: string
  channel: MessageChannel
  /** Openid of the person; key of the robot; path of the webhook. */
  to: string
  /** Of subscription and employee messages; '' for the others. */
  templateId: string
  title: string
  page: string
  /** Values of a template's keywords; of a webhook its x- headers. */
  values: Record<string, string>
  /** What a robot says; the body a webhook was sent. */
  text?: string
  /** Virtual time. */
  at: number
  outcome: 'delivered' | 'refused'
  /** errcode of a refusal, a webhook's HTTP status. */
  errCode?: number
}

/** How a send ended, as WeChat and WeCom word it. */
export interface Verdict {
  errcode: number
  errmsg: string
}

/** All messages of the fake WeChat, oldest first. */
export class Inbox {
  private messages: SentMessage[]

  constructor(private readonly journal: Journal<SentMessage>) {
    this.messages = journal.read()
  }

  get size(): number {
    return this.messages.length
  }

  add(message: SentMessage): void {
    this.journal.add(message)
    this.messages.push(message)
  }

  /** Keeps a message with what became of it; an id is made where the channel has none. */
  record(message: Omit<SentMessage, 'id' | 'outcome' | 'errCode'>, { errcode }: Verdict, id?: string): SentMessage {
    const kept: SentMessage = {
      id: id ?? `${message.channel}-${this.size + 1}`,
      ...message,
      ...(errcode === 0 ? { outcome: 'delivered' } : { outcome: 'refused', errCode: errcode }),
    }
    this.add(kept)
    return kept
  }

  /** Messages at or after the given virtual time. */
  since(ms: number): SentMessage[] {
    return this.messages.filter((message) => message.at >= ms)
  }

  /** How many of a channel at or after the given virtual time. */
  count(channel: MessageChannel, sinceMs: number): number {
    let count = 0
    for (const message of this.messages) if (message.channel === channel && message.at >= sinceMs) count++
    return count
  }

  clear(): void {
    this.journal.clear()
    this.messages = []
  }
}
