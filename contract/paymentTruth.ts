/** What the phone told of a payment. `silent`: it was opened and never answered. */
export const PHONE_SAYS = ['ok', 'cancelled', 'failed', 'unclear', 'silent'] as const
export type PhoneSays = (typeof PHONE_SAYS)[number]

/** What the server knows of the order. `missing`: it knows no such order. */
export const SERVER_SAYS = ['paid', 'unpaid', 'refunded', 'missing'] as const
export type ServerSays = (typeof SERVER_SAYS)[number]

/**
 * Where the two do not fit, and somebody loses money or trust: paid though the phone said no; not paid though it said
 * yes; paid twice; and cancelled faster than a person can, which is how WeChat answers a wrong signature.
 */
export const DANGERS = ['paidNotShown', 'shownNotPaid', 'doublePaid', 'hastyCancel'] as const
export type Danger = (typeof DANGERS)[number]

/** Did anybody pay and get no order? Of payments opened in a stretch of time, as far as phones told of them. */
export interface PaymentDoubts {
  /** opened on a phone; 0: there is nothing to tell */
  opened: number
  /** the phone says it is paid, and the server knows of no money though it has had its time: orders, and what is known of their money */
  unbooked: { orders: number; fen: number }
  /** opened a moment ago, and neither side has said how it ended: the server may still be told */
  pending: number
  /** the phone never said how it ended, and the server knows of no money */
  silent: number
}
