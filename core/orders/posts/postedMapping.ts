import type { OrderMapping } from '../../../contract/orderMapping'

/** How orders that other servers post are read: like anybody's own collection (docs/orders.md). */
export const postedMapping: OrderMapping = {
  collection: 'postedOrders',
  id: 'order',
  store: 'store',
  status: 'order',
  amount: 'amountFen',
  amountUnit: 'fen',
  createdAt: 'times.created',
  updatedAt: 'updatedAt',
  times: {
    paidAt: 'times.paid',
    acceptedAt: 'times.accepted',
    readyAt: 'times.ready',
    doneAt: 'times.delivered',
    cancelledAt: 'times.cancelled',
    refundedAt: 'times.refunded',
  },
  number: 'number',
  customer: 'customer',
  items: { list: 'items', dish: 'dish', name: 'name', count: 'count', price: 'priceFen' },
  refund: { list: 'refunds', amount: 'amountFen', reason: 'reason' },
  cancelReason: 'cancelReason',
  payment: 'payment',
}
