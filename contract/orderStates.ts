/** The states of an order in our words, in the order of its road. */
export const ORDER_STATES = ['created', 'paid', 'accepted', 'ready', 'delivered', 'cancelled', 'refunded'] as const
export type OrderState = (typeof ORDER_STATES)[number]
