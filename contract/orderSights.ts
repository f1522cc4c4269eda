/**
 * What a phone saw of one order; on the wire the index. `asked`: WeChat's payment was opened; then one of the four
 * answers, or never one. `shown`: the app told the customer that it is paid.
 */
export const ORDER_SIGHTS = ['submit', 'asked', 'ok', 'cancelled', 'failed', 'unclear', 'shown'] as const
export type OrderSight = (typeof ORDER_SIGHTS)[number]
