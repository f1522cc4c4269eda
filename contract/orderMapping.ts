import type { OrderState } from './orderStates'

/** How to read the shop's own orders collection. */
export interface OrderMapping {
  collection: string
  id: string
  store: string | null
  status: string
  amount: string
  amountUnit: 'fen' | 'yuan'
  createdAt: string
  updatedAt: string
  /** their time field of each state, null where they have none */
  times: {
    paidAt: string | null
    acceptedAt: string | null
    readyAt?: string | null
    doneAt: string | null
    cancelledAt: string | null
    refundedAt: string | null
  }
  /** their status → our state; a status that is not here sets an order aside. Absent: the times alone say it. */
  states?: Record<string, OrderState>
  /** where states are a list of events instead of time fields: the list, and in each its status and time */
  history?: { list: string; state: string; at: string } | null
  /** the number the customer knows it by */
  number?: string | null
  /** who ordered, as the openid or another id */
  customer?: string | null
  items?: { list: string; dish: string; name: string | null; count: string; price: string | null } | null
  /** amount given back (all of it where there is none), or a list of refunds with theirs */
  refund?: { list: string | null; amount: string | null; reason: string | null } | null
  cancelReason?: string | null
  /** how it was paid, in their words: 微信支付, 储值卡 … */
  payment?: string | null
}
