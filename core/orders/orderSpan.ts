import type { Money, Reason } from '../../contract/pages/transactions'
import type { OrderFact, OrderHourDocument } from '../documents/orderHour'
import { netFenOf, refundedFenOf } from './totals'

/** Facts with their ids, once each. */
export type KnownOrder = readonly [id: string, fact: OrderFact]

export const ordersOf = (documents: readonly OrderHourDocument[]): KnownOrder[] =>
  documents.flatMap(({ facts }) => Object.entries(facts))

export const madeIn = (orders: readonly KnownOrder[], from: number, to: number): OrderFact[] =>
  orders.flatMap(([, fact]) => (fact.createdAt >= from && fact.createdAt < to ? [fact] : []))

export const paidIn = (orders: readonly KnownOrder[], from: number, to: number): OrderFact[] =>
  orders.flatMap(([, fact]) => (fact.paidAt !== null && fact.paidAt >= from && fact.paidAt < to ? [fact] : []))

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0)

/** Of paid orders. A discount is what dishes cost more than the order did. */
export function moneyOf(paid: readonly OrderFact[]): Money {
  const grossFen = sum(paid.map(({ amountFen }) => amountFen))
  const dishesFen = sum(
    paid.map(({ items, amountFen }) =>
      items === undefined ? amountFen : sum(items.map(({ count, priceFen }) => count * priceFen)),
    ),
  )
  const refundedFen = sum(paid.map(refundedFenOf))
  return { dishesFen, discountFen: dishesFen - grossFen, grossFen, refundedFen, netFen: grossFen - refundedFen }
}

/** Nothing, or not all of it, was given back. */
export const isValid = (fact: OrderFact): boolean => netFenOf(fact) > 0 || fact.amountFen === 0

const NO_REASON = '没写原因'

/** By reason, most money first. */
export function reasonsOf(
  facts: readonly OrderFact[],
  reason: (fact: OrderFact) => string | undefined,
  fen: (fact: OrderFact) => number,
): Reason[] {
  const reasons = new Map<string, Reason>()
  for (const fact of facts) {
    const name = reason(fact) ?? NO_REASON
    const known = reasons.get(name) ?? { reason: name, count: 0, fen: 0 }
    reasons.set(name, { reason: name, count: known.count + 1, fen: known.fen + fen(fact) })
  }
  return [...reasons.values()].sort((a, b) => b.fen - a.fen || b.count - a.count || (a.reason < b.reason ? -1 : 1))
}

/** How far an order has come: by its times, or where a shop has none by its status. */
export function reached(fact: OrderFact, state: 'accepted' | 'ready' | 'delivered'): boolean {
  const later = {
    accepted: [fact.acceptedAt, fact.readyAt, fact.doneAt],
    ready: [fact.readyAt, fact.doneAt],
    delivered: [fact.doneAt],
  }
  if (later[state].some((at) => at != null)) return true
  const rank = ['accepted', 'ready', 'delivered']
  return fact.state !== undefined && rank.indexOf(fact.state) >= rank.indexOf(state)
}

/** Customers of paid orders: who paid before, who did not, and of whom that is not known. */
export function customersOf(
  orders: readonly KnownOrder[],
  from: number,
  to: number,
): { fresh: number; returning: number; unknown: number } {
  const first = new Map<string, number>()
  for (const [, { customer, paidAt }] of orders)
    if (customer !== undefined && paidAt !== null) first.set(customer, Math.min(paidAt, first.get(customer) ?? paidAt))
  const counts = { fresh: 0, returning: 0, unknown: 0 }
  const seen = new Set<string>()
  for (const { customer } of paidIn(orders, from, to)) {
    if (customer === undefined) counts.unknown += 1
    else if (!seen.has(customer)) counts[(first.get(customer) as number) >= from ? 'fresh' : 'returning'] += 1
    if (customer !== undefined) seen.add(customer)
  }
  return counts
}
