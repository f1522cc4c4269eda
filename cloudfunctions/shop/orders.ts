export type OrderStatus = 'submitted' | 'paid' | 'accepted' | 'ready' | 'delivered' | 'cancelled' | 'refunded'

/** A document of the shop's own collection `orders`. Times are the database's, set as each state is reached. */
export interface OrderDocument {
  _id: string
  no: string
  store: string
  openid: string
  items: { dish: string; name: string; count: number; priceFen: number }[]
  amountFen: number
  status: OrderStatus
  /** to be paid at the counter; absent in orders from before there was such a thing */
  atCounter?: boolean
  address: string
  note: string
  createdAt: Date
  updatedAt: Date
  paidAt: Date | null
  acceptedAt: Date | null
  readyAt: Date | null
  deliveredAt: Date | null
  cancelledAt: Date | null
  cancelReason?: string
  refundedAt?: Date | null
  /** given back, all of it or a part */
  refundFen?: number
  refundReason?: string
  /** who carries it, once it has left the kitchen */
  rider?: string
  /** the customer's word about it */
  review?: { stars: number; text: string; at: Date }
}

const epoch = (date: Date | null): number | null => (date ? new Date(date).getTime() : null)

/** What a phone may see: times as epoch ms, no openid. */
export const publicOrder = ({ openid: _, ...order }: OrderDocument) => ({
  ...order,
  createdAt: epoch(order.createdAt),
  updatedAt: epoch(order.updatedAt),
  paidAt: epoch(order.paidAt),
  acceptedAt: epoch(order.acceptedAt),
  readyAt: epoch(order.readyAt),
  deliveredAt: epoch(order.deliveredAt),
  cancelledAt: epoch(order.cancelledAt),
  refundedAt: epoch(order.refundedAt ?? null),
})
