import { orderRef } from '../../contract/orderRef'
import type { Danger, PhoneSays, ServerSays } from '../../contract/paymentTruth'
import type { OrderFact, OrderHourDocument } from '../documents/orderHour'
import { MINUTE_MS } from '../time/units'
import { type Sight, sightsIn } from './sights'

/** One order whose payment was opened on a phone: what the phone told of it, and what the server knows. */
export interface PaymentCase {
  ref: string
  /** null: the server knows no such order */
  order: { id: string; fact: OrderFact } | null
  /** when the payment was first opened, epoch ms */
  at: number
  phone: PhoneSays
  server: ServerSays
  dangers: Danger[]
}

/** A payment of which the end may still be told: nothing of it is held against anybody yet. */
export type OpenedPayment = PaymentCase & { settled: boolean }

/** Who is still typing a password has not failed to pay, and a notice of WeChat's may take as long. */
export const SETTLED_AFTER_MS = 3 * MINUTE_MS
/** Nobody closes WeChat's sheet within this: a wrong signature is answered so. */
const HASTY_MS = 1_000
/** Two answers nearer than this are one tap's. */
const ONE_TAP_MS = 5_000
/** The same dishes, paid again by the same customer so soon, are a mistake. */
const TWICE_MS = 5 * MINUTE_MS

/**
 * The truth of every payment opened in [fromMs, toMs), as far as it has settled.
 * @param documents hours of that time, and one around it @param nowMs up to when orders are known
 */
export const paymentCases = (
  documents: readonly OrderHourDocument[],
  store: string,
  fromMs: number,
  toMs: number,
  nowMs: number,
): PaymentCase[] =>
  openedPayments(documents, store, fromMs, toMs, nowMs).flatMap(({ settled, ...payment }) => (settled ? [payment] : []))

/** The same, with those that have not settled. */
export function openedPayments(
  documents: readonly OrderHourDocument[],
  store: string,
  fromMs: number,
  toMs: number,
  nowMs: number,
): OpenedPayment[] {
  const sights = new Map<string, Sight[]>()
  for (const sight of sightsIn(documents)) {
    const own = sights.get(sight.ref)
    if (own === undefined) sights.set(sight.ref, [sight])
    else own.push(sight)
  }
  if (sights.size === 0) return []
  const facts = documents.flatMap((document) => Object.entries(document.facts))
  const orders = new Map(facts.map(([id, fact]) => [orderRef(store, id), { id, fact }]))
  const twice = paidTwice(facts)
  return [...sights].flatMap(([ref, seen]) => {
    const payment = seen.filter(({ sight }) => sight !== 'submit' && sight !== 'shown')
    const first = payment[0]
    const last = payment.at(-1)
    if (first === undefined || last === undefined || first.at < fromMs || first.at >= toMs) return []
    const settled = nowMs - last.at >= SETTLED_AFTER_MS
    const order = orders.get(ref) ?? null
    const phone = phoneSays(payment)
    const server = serverSays(order?.fact ?? null)
    const dangers = settled ? dangersOf(seen, phone, server, order !== null && twice.has(order.id)) : []
    return [{ ref, order, at: first.at, phone, server, dangers, settled }]
  })
}

/** One that went well says more than any that did not; of those the last speaks. */
function phoneSays(payment: readonly Sight[]): PhoneSays {
  if (payment.some(({ sight }) => sight === 'ok')) return 'ok'
  const last = payment.findLast(({ sight }) => sight !== 'asked')?.sight
  return last === 'cancelled' || last === 'failed' || last === 'unclear' ? last : 'silent'
}

function serverSays(fact: OrderFact | null): ServerSays {
  if (fact === null) return 'missing'
  if (fact.refundedAt !== null) return 'refunded'
  return fact.paidAt === null ? 'unpaid' : 'paid'
}

function dangersOf(seen: readonly Sight[], phone: PhoneSays, server: ServerSays, isTwice: boolean): Danger[] {
  const dangers: Danger[] = []
  const shown = seen.some(({ sight }) => sight === 'shown')
  if (server === 'paid' && !shown && (phone === 'cancelled' || phone === 'failed' || phone === 'unclear'))
    dangers.push('paidNotShown')
  if (phone === 'ok' && (server === 'unpaid' || server === 'missing')) dangers.push('shownNotPaid')
  const oks = seen.filter(({ sight }) => sight === 'ok')
  if (isTwice || oks.some(({ at }, index) => index > 0 && at - (oks[0] as Sight).at > ONE_TAP_MS))
    dangers.push('doublePaid')
  if (server === 'unpaid' && seen.some((one, index) => isHasty(one, seen[index - 1]))) dangers.push('hastyCancel')
  return dangers
}

const isHasty = (one: Sight, before: Sight | undefined): boolean =>
  one.sight === 'cancelled' && before?.sight === 'asked' && one.at - before.at < HASTY_MS

/** Ids of orders that somebody paid again for the same dishes within minutes, and that were not given back: the later ones. */
export function paidTwice(facts: readonly (readonly [string, OrderFact])[]): Set<string> {
  const twice = new Set<string>()
  const last = new Map<string, number>()
  const paid = facts.filter(
    ([, { paidAt, refundedAt, cancelledAt }]) => paidAt !== null && (refundedAt ?? cancelledAt) === null,
  )
  for (const [id, fact] of [...paid].sort((a, b) => (a[1].paidAt as number) - (b[1].paidAt as number))) {
    if (fact.customer === undefined || fact.items === undefined) continue
    const key = JSON.stringify([fact.customer, fact.amountFen, fact.items])
    const before = last.get(key)
    const paidAt = fact.paidAt as number
    if (before !== undefined && paidAt - before <= TWICE_MS) twice.add(id)
    last.set(key, paidAt)
  }
  return twice
}
