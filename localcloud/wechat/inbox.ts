import type { Journal } from './journal'

/** A message somebody tried to send, whether WeChat delivered it or not. */
export interface SentMessage {
  id: string
  channel: 'subscribe'
  /** Openid of the person. */
  to: string
  templateId: string
  title: string
  page: string
  values: Record<string, string>
  /** Virtual time. */
  at: number
  outcome: 'delivered' | 'refused'
  /** WeChat's errcode of a refusal. */
  errCode?: number
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

  /** Messages at or after the given virtual time. */
  since(ms: number): SentMessage[] {
    return this.messages.filter((message) => message.at >= ms)
  }

  clear(): void {
    this.journal.clear()
    this.messages = []
  }
}
