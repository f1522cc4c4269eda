import type { OrderState } from '../../contract/orderStates'

/**
 * Orders as the server knows them. `_id`: store:epochHour of the order's creation. One fact per order, written whole:
 * reading an order twice, or in another order of reading, gives the same document.
 */
export interface OrderHourDocument {
  _id: string
  store: string
  hour: number
  facts: Record<string, OrderFact>
  /** what phones saw of orders in this hour: reference_sight_time (core/orders/sights.ts) → 1 */
  sights?: Record<string, 1>
  /** dish → its name when it was ordered */
  dishes?: Record<string, string>
  demo?: boolean
  /** counts the writes; absent until the first one by a version that counts */
  version?: number
  /** how often somebody in it was forgotten; absent: never (core/orders/standingCustomers.ts) */
  forgotten?: number
}

/** Stored in few bytes (orders/factCodec.ts); what a shop does not note is left out. */
export interface OrderFact {
  /** epoch ms of each state reached */
  createdAt: number
  paidAt: number | null
  acceptedAt: number | null
  readyAt?: number | null
  /** delivered, or taken away */
  doneAt: number | null
  cancelledAt: number | null
  refundedAt: number | null
  amountFen: number
  /** given back so far; absent with `refundedAt`: all of it */
  refundedFen?: number
  /** the source's own update time: the later reading wins */
  updatedAt: number
  /** by its status, where the shop notes one */
  state?: OrderState
  /** the number the customer knows it by */
  number?: string
  /** hash of the customer, as of their phone's measurements */
  customer?: string
  items?: OrderItem[]
  refundReason?: string
  cancelReason?: string
  /** how it was paid, in the shop's words */
  payment?: string
}

export interface OrderItem {
  dish: string
  count: number
  /** of one, as ordered */
  priceFen: number
}
