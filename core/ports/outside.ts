import type { Channel } from '../channels/channelSettings'

/** What each channel is given. */
export interface ChannelRequests {
  message: PersonMessage
  employee: PersonMessage & { tokenUrl: string; sendUrl: string; allowLoopback: boolean }
  robot: { url: string; text: string; mentions: string[]; allowLoopback: boolean }
  /** `id` stays the same when it is repeated: the receiver can tell */
  webhook: { url: string; secrets: string[]; id: string; body: string; at: number; allowLoopback: boolean }
}

export interface PersonMessage {
  openid: string
  templateId: string
  page: string
  values: Record<string, string>
}

/** One way out. It never throws for what the other side does, and answers within its own timeout. */
export interface Notifier<C extends Channel> {
  send(request: ChannelRequests[C]): Promise<SendOutcome>
}

export type Notifiers = { [C in Channel]: Notifier<C> }

export type SendOutcome =
  | { status: 'sent' }
  /** code: WeChat's errcode, WeCom's, or the HTTP status; final: repeating it will not help */
  | { status: 'failed'; code: number; message: string; final?: boolean }
  /** no answer: it may have been delivered */
  | { status: 'unknown'; message: string }

/** Calls a cloud function of the shop. `unknown`: it may have run. */
export interface ShopActions {
  run(functionName: string, event: Record<string, unknown>): Promise<SendOutcome>
}

/** Calls one of our own functions on behalf of the timer that runs. */
export interface HandOver {
  /** @returns what it answered; null: nothing yet after `patienceMs`, or it failed; it may be running */
  call(functionName: string, event: Record<string, unknown>, patienceMs: number): Promise<unknown>
}

export interface DeadManSwitch {
  ping(url: string, allowLoopback: boolean): Promise<SendOutcome>
}
