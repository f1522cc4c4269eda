import type { Channel } from '../channels/channelSettings'

/** Anything that holds messages under way: an incident, a notice. */
export interface DeliveryHolder {
  _id: string
  version: number
  deliveries: Record<string, Delivery>
}

/** Telling one person of one severity of an incident. Key in `deliveries`: severity + ':' + staff id. */
export interface Delivery {
  /** absent: message */
  channel?: Channel
  /** the error's code, where there is one */
  code?: number
  staff: string
  name: string
  openid: string
  templateId: string
  /**
   * queued: to be sent by a channel's own run; leased: somebody is sending it now; refused: this person cannot get it; dead: the message or template is at fault;
   * unknown: it may have arrived; skipped: the last look found that it need not be sent.
   */
  status: 'queued' | 'leased' | 'sent' | 'retry' | 'refused' | 'dead' | 'unknown' | 'skipped'
  attempts: number
  leaseUntil: number | null
  owner: string | null
  notBefore: number
  sentAt: number | null
  error: string | null
}
