import type { OrderMapping } from '../../contract/orderMapping'
import type { OrderFact } from '../documents/orderHour'
import { fieldOf } from './fieldOf'
import { fenOf } from './money'
import { shortReason } from './shortReason'

export type ReadRefund = { ok: true; refund: Pick<OrderFact, 'refundedFen' | 'refundReason'> } | { ok: false }

/** What was given back, and why. More than was paid is a fault, as is an amount that is none. */
export function readRefund(
  order: Record<string, unknown>,
  { refund, amountUnit }: OrderMapping,
  amountFen: number,
): ReadRefund {
  if (refund == null) return { ok: true, refund: {} }
  const found = refund.list === null ? [order] : (fieldOf(order, refund.list) ?? [])
  if (typeof found !== 'object' || found === null) return { ok: false }
  // a list, or an object of them under names of their own
  const list: unknown[] = Object.values(found)
  let refundedFen: number | undefined
  let reason = ''
  for (const one of list) {
    const amount = refund.amount === null ? null : fieldOf(one, refund.amount)
    if (amount !== null && amount !== undefined) {
      const fen = fenOf(amount, amountUnit)
      if (fen === null) return { ok: false }
      refundedFen = (refundedFen ?? 0) + fen
    }
    const text = refund.reason === null ? '' : fieldOf(one, refund.reason)
    if (typeof text === 'string' && text !== '') reason = text
  }
  if ((refundedFen ?? 0) > amountFen) return { ok: false }
  return {
    ok: true,
    refund: {
      ...(refundedFen === undefined ? {} : { refundedFen }),
      ...(reason === '' ? {} : { refundReason: shortReason(reason) }),
    },
  }
}
