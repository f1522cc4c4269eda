import type { OrderFact } from '../documents/orderHour'
import type { OrderTotals } from '../evidence'

export const within = (at: number | null, fromMs: number, toMs: number): boolean =>
  at !== null && at >= fromMs && at < toMs

/** What was given back of an order, fen. */
export const refundedFenOf = ({ refundedAt, refundedFen, amountFen }: OrderFact): number =>
  refundedFen ?? (refundedAt === null ? 0 : amountFen)

/** What the shop keeps of a paid order, fen. */
export const netFenOf = (fact: OrderFact): number => fact.amountFen - refundedFenOf(fact)

/** Orders of [fromMs, toMs). Refunded ones were paid, but what was given back is not counted. */
export function totalsIn(facts: readonly OrderFact[], fromMs: number, toMs: number): OrderTotals {
  const totals: OrderTotals = { created: 0, paid: 0, paidFen: 0 }
  for (const fact of facts) {
    if (within(fact.createdAt, fromMs, toMs)) totals.created += 1
    if (!within(fact.paidAt, fromMs, toMs)) continue
    totals.paid += 1
    totals.paidFen += netFenOf(fact)
  }
  return totals
}

/** Orders paid in each minute of [fromMinute, toMinute). */
export function paidByMinute(facts: readonly OrderFact[], fromMinute: number, toMinute: number): number[] {
  const minutes = new Array<number>(Math.max(0, toMinute - fromMinute)).fill(0)
  for (const { paidAt } of facts) {
    if (paidAt === null) continue
    const index = Math.floor(paidAt / 60_000) - fromMinute
    if (index >= 0 && index < minutes.length) minutes[index] = (minutes[index] as number) + 1
  }
  return minutes
}

/** What became of the orders made in a stretch of time. */
export interface Placed {
  made: number
  paid: number
}

/** Orders made in [fromMs, toMs), whenever they were paid. One that was never paid and called off counts as unpaid. */
export function placedIn(facts: readonly OrderFact[], fromMs: number, toMs: number): Placed {
  const own = facts.filter(({ createdAt }) => within(createdAt, fromMs, toMs))
  return { made: own.length, paid: own.filter(({ paidAt }) => paidAt !== null).length }
}
