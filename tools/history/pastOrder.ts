import type { OrderFact } from '../../core/documents/orderHour'
import { readFact } from '../../core/orders/readFact'
import { sampleOrders as mapping } from '../../database/seed/firstDocuments'
import type { Random } from '../../localcloud/crowd/random'
import type { PastVisit } from './visit'

const MINUTE_MS = 60_000
/** Shares of orders that end otherwise, and why. */
const REFUNDED = 0.012
const REFUND_REASONS = ['卖完了', '等太久', '送错了', '不好吃']
const CANCELLED = 0.5
const CANCEL_REASONS = ['不想要了', '点错了', '付不了款']

/** An order of the shop's own collection, and what Kandian knows of it. */
export interface PastOrder {
  id: string
  fact: OrderFact
  names: Record<string, string>
  document: object
}

/** What is the same for all orders of a history. */
export interface PastShop {
  store: string
  nowMs: number
  /** hash of an openid */
  userOf: (openid: string) => string
}

/** An order as far as it had come by `nowMs`, read as the minute's run would read it. */
export function pastOrder(
  id: string,
  openid: string,
  visit: NonNullable<PastVisit['order']>,
  random: Random,
  { store, nowMs, userOf }: PastShop,
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
  const no = String(100_000 + Math.floor(random.next() * 900_000))
  const end = random.fork('end')
  const refundedAt = end.chance(REFUNDED) ? reached(deliveredAt === null ? null : deliveredAt + 20 * MINUTE_MS) : null
  const cancelledAt = visit.paidMs === null && end.chance(CANCELLED) ? reached(createdAt + 6 * MINUTE_MS) : null
  const times = { paidAt, acceptedAt, readyAt, deliveredAt, cancelledAt, refundedAt }
  const updatedAt = Math.max(createdAt, ...Object.values(times).flatMap((at) => at ?? []))
  const date = (at: number | null) => (at === null ? null : new Date(at))
  const document = {
    _id: id,
    no,
    ...{ store, openid, items, amountFen, status: statusOf(times) },
    ...{ address: '翠苑一区 3 幢', note: '' },
    createdAt: date(createdAt),
    updatedAt: date(updatedAt),
    ...Object.fromEntries(Object.entries(times).map(([name, at]) => [name, date(at)])),
    ...(refundedAt === null ? {} : { refundFen: amountFen, refundReason: end.pick(REFUND_REASONS) }),
    ...(cancelledAt === null ? {} : { cancelReason: end.pick(CANCEL_REASONS) }),
    demo: true,
  }
  const read = readFact(document, { mapping, onlyStore: store, hashOf: userOf, nowMs })
  if (!read.ok) throw new Error(`an order of the history cannot be read: ${read.fault}`)
  return { id, fact: read.fact, names: read.names, document }
}

function statusOf(times: Record<string, number | null>): string {
  if (times.refundedAt) return 'refunded'
  if (times.cancelledAt) return 'cancelled'
  if (times.deliveredAt) return 'delivered'
  return times.readyAt ? 'ready' : times.acceptedAt ? 'accepted' : times.paidAt ? 'paid' : 'submitted'
}
