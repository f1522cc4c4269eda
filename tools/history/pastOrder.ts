import type { OrderFact } from '../../core/documents'
import type { Random } from '../../localcloud/crowd/random'
import type { PastVisit } from './visit'

const MINUTE_MS = 60_000

/** An order of the shop's own collection, and what Kandian knows of it. */
export interface PastOrder {
  id: string
  fact: OrderFact
  document: object
}

/** An order as far as it had come by `nowMs`. */
export function pastOrder(
  id: string,
  openid: string,
  store: string,
  visit: NonNullable<PastVisit['order']>,
  random: Random,
  nowMs: number,
): PastOrder {
  const reached = (at: number | null): number | null => (at !== null && at < nowMs ? at : null)
  const after = (at: number | null, from: number, to: number) =>
    reached(at === null ? null : at + Math.round(random.between(from, to) * MINUTE_MS))
  const createdAt = visit.submittedMs
  const paidAt = reached(visit.paidMs)
  const acceptedAt = after(paidAt, 0.2, 1.2)
  const readyAt = after(acceptedAt, 4, 9)
  const deliveredAt = after(readyAt, 4, 10)
  const items = visit.lines.map(({ dish, count }) => ({
    dish: dish._id,
    name: dish.name,
    count,
    priceFen: dish.priceFen,
  }))
  const amountFen = items.reduce((sum, { priceFen, count }) => sum + priceFen * count, 0)
  const updatedAt = deliveredAt ?? readyAt ?? acceptedAt ?? paidAt ?? createdAt
  const status = deliveredAt ? 'delivered' : readyAt ? 'ready' : acceptedAt ? 'accepted' : paidAt ? 'paid' : 'submitted'
  const date = (at: number | null) => (at === null ? null : new Date(at))
  return {
    id,
    fact: {
      ...{ createdAt, paidAt, acceptedAt, amountFen, updatedAt },
      ...{ doneAt: deliveredAt, cancelledAt: null, refundedAt: null },
    },
    document: {
      _id: id,
      no: String(100_000 + Math.floor(random.next() * 900_000)),
      ...{ store, openid, items, amountFen, status },
      ...{ address: '翠苑一区 3 幢', note: '' },
      createdAt: date(createdAt),
      updatedAt: date(updatedAt),
      paidAt: date(paidAt),
      acceptedAt: date(acceptedAt),
      readyAt: date(readyAt),
      deliveredAt: date(deliveredAt),
      cancelledAt: null,
      demo: true,
    },
  }
}
