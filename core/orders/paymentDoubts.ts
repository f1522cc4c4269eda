import type { PaymentDoubts } from '../../contract/paymentTruth'
import type { OrderHourDocument } from '../documents/orderHour'
import { HOUR_MS, hourOf, MINUTE_MS } from '../time/units'
import { misfitsOf } from './misfits'
import { type OpenedPayment, openedPayments } from './paymentTruth'

/** What breaks shows in payments some minutes before an alert is sure of it. */
const BEFORE_MS = 5 * MINUTE_MS
/** Of an incident that lasts longer, the latest are looked at. */
const LONGEST_MS = 12 * HOUR_MS

/** Whose payments an incident is asked about: those opened in it, and shortly before it was told. Epoch ms. */
export const doubtsSpan = (openedAt: number, untilMs: number): { from: number; to: number } => ({
  from: Math.max(openedAt - BEFORE_MS, untilMs - LONGEST_MS),
  to: untilMs,
})

/** The epoch hours of orders in which what is said of a span may lie: an order is made before it is paid. */
export const doubtsHours = ({ from, to }: { from: number; to: number }): number[] => {
  const [first, last] = [hourOf(from) - 1, hourOf(to)]
  return Array.from({ length: last - first + 1 }, (_, index) => first + index)
}

/**
 * Did anybody pay and get no order, of the payments opened in a span?
 * @param documents hours of that time, and one around it @param nowMs up to when orders, and what phones saw, are known
 */
export function paymentDoubts(
  documents: readonly OrderHourDocument[],
  store: string,
  { from, to }: { from: number; to: number },
  nowMs: number,
): PaymentDoubts {
  const payments = openedPayments(documents, store, from, to, nowMs)
  const unknown = payments.filter(hasNoMoney)
  return {
    opened: payments.length,
    unbooked: misfitsOf(payments).shownNotPaid,
    // who cancelled has not paid: only what ended well, or in no known way, is in doubt
    pending: unknown.filter(({ settled, phone }) => !settled && (phone === 'ok' || isSilent(phone))).length,
    silent: unknown.filter(({ settled, phone }) => settled && isSilent(phone)).length,
  }
}

const hasNoMoney = ({ server }: OpenedPayment): boolean => server === 'unpaid' || server === 'missing'

const isSilent = (phone: OpenedPayment['phone']): boolean => phone === 'silent' || phone === 'unclear'
