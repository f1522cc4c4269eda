import type { BatchV1, CountTuple, PointTuple } from '../../contract/batch'
import { METRICS, type MetricName } from '../../contract/metrics'
import { outcomeCode } from '../../contract/outcomes'
import type { OrderFact } from '../../core/documents/orderHour'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../core/time/units'
import { ordersPerMinute } from '../../localcloud/crowd/arrivals'
import { seededRandom } from '../../localcloud/crowd/random'
import { emptyBatch, NOON } from '../../test/fakes/batches'

/** A shop of the chain: a thousand orders a day, and five visits an order (PERFORMANCE.md). */
export const ORDERS_A_DAY = 1_000
export const VISITS_PER_ORDER = 5
/** Events of a visit (PERFORMANCE.md). */
const EVENTS_A_VISIT = 21
/** Midnight of the shops. */
export const MIDNIGHT = NOON - 12 * HOUR_MS

const ROUTES = Array.from({ length: 12 }, (_, index) => `GET /api/v1/resource${index}`)
const DISHES = Array.from({ length: 20 }, (_, index) => `dish${index}`)
const [OK, SERVER] = [outcomeCode('ok'), outcomeCode('server')]

/** The sample shop's curve of a day, with its noon, brought to a thousand orders. */
const SCALE =
  ORDERS_A_DAY /
  Array.from({ length: 1440 }, (_, m) => ordersPerMinute(MIDNIGHT + m * MINUTE_MS)).reduce((a, b) => a + b)

/** What reaches the cloud of one shop in one minute. The same for the same seed, shop and minute. */
export interface ShopMinute {
  batches: { user: string; batch: BatchV1 }[]
  orders: { id: string; at: number; amountFen: number }[]
}

export function shopMinute(store: string, index: number, fromMs: number): ShopMinute {
  const random = seededRandom(index * 100_003 + Math.floor(fromMs / MINUTE_MS))
  const mean = ordersPerMinute(fromMs) * SCALE
  const orders = many(mean, random.next)
  const visits = many(mean * VISITS_PER_ORDER, random.next)
  const made: ShopMinute = { batches: [], orders: [] }
  for (let order = 0; order < orders; order++) {
    const at = fromMs + Math.floor(random.next() * MINUTE_MS)
    made.orders.push({ id: `${store}-${at}-${order}`, at, amountFen: 1_500 + Math.floor(random.next() * 4_000) })
  }
  for (let visit = 0; visit < visits; visit++) {
    const session = `v${Math.floor(fromMs / MINUTE_MS)}x${index}x${visit}`.padEnd(8, '0')
    const user = `u${index}x${Math.floor(random.next() * 4_000)}`
    const sentAt = fromMs + Math.floor(random.next() * MINUTE_MS)
    // who orders stays over a minute, and reports twice
    const reports = visit < orders ? 2 : 1
    for (let seq = 0; seq < reports; seq++)
      made.batches.push({
        user,
        batch: batchOf({ store, session, seq, sentAt }, EVENTS_A_VISIT / reports, random.next),
      })
  }
  return made
}

const many = (mean: number, next: () => number): number => Math.floor(mean) + (next() < mean % 1 ? 1 : 0)

const MIX: [metric: MetricName, labels: readonly string[], share: number][] = [
  ['request', ROUTES, 0.4],
  ['call', ROUTES.slice(0, 5), 0.15],
  ['step', ['browse', 'cart', 'submit', 'pay'], 0.12],
  ['route', ['pages/menu', 'pages/cart', 'pages/order'], 0.15],
  ['setData', ['pages/menu', 'pages/cart'], 0.1],
  ['session', ['show'], 0.04],
  ['launch', ['cold'], 0.04],
]

function batchOf(
  { store, session, seq, sentAt }: { store: string; session: string; seq: number; sentAt: number },
  events: number,
  next: () => number,
): BatchV1 {
  const base = Math.floor(sentAt / MINUTE_MS) * MINUTE_MS - MINUTE_MS
  const dict: string[] = []
  const counts: CountTuple[] = []
  const points: PointTuple[] = []
  for (let event = 0; event < events; event++) {
    const [metric, labels] = pickOf(next())
    const text = labels[Math.floor(next() * labels.length)] as string
    const known = dict.indexOf(text)
    const label = known >= 0 ? known : dict.push(text) - 1
    const { id, kind } = METRICS[metric]
    const outcome = kind === 'timing' && next() < 0.01 ? SERVER : OK
    const ms = Math.floor(next() * (sentAt - base))
    const same = counts.find(
      (one) => one[0] === id && one[1] === label && one[2] === outcome && one[3] === Math.floor(ms / MINUTE_MS),
    )
    if (same === undefined) counts.push([id, label, outcome, Math.floor(ms / MINUTE_MS), 1])
    else same[4] += 1
    if (kind === 'timing') points.push([id, label, outcome, ms, Math.round(90 * Math.exp(2 * (next() + next() - 1)))])
  }
  const pick = <T>(values: readonly T[]): T => values[Math.floor(next() * values.length)] as T
  return emptyBatch(sentAt, {
    ...{ session, seq, base, store, dict, counts, points },
    device: {
      platform: pick(['ios', 'android'] as const),
      class: pick(['low', 'mid', 'high'] as const),
      network: pick(['wifi', '5g', '4g'] as const),
      scene: 1001,
    },
  })
}

function pickOf(at: number): (typeof MIX)[number] {
  let upTo = 0
  for (const one of MIX) {
    upTo += one[2]
    if (at < upTo) return one
  }
  return MIX[0] as (typeof MIX)[number]
}

/** The shop's own order, as it stands some time after. */
export function orderAt(store: string, { id, at, amountFen }: ShopMinute['orders'][number], nowMs: number) {
  const times = { paidAt: at + 30_000, acceptedAt: at + 2 * MINUTE_MS, doneAt: at + 30 * MINUTE_MS }
  const reached = Object.entries(times).filter(([, ms]) => ms <= nowMs)
  const updatedAt = Math.max(at, ...reached.map(([, ms]) => ms))
  return { _id: id, store, amountFen, status: 'paid', createdAt: at, updatedAt, ...Object.fromEntries(reached) }
}

/** Facts of the same hour in an earlier week: what judgements compare with. */
export function pastFacts(store: string, hour: number): Record<string, OrderFact> {
  const orders = Math.round(ordersPerMinute(hour * HOUR_MS + HOUR_MS / 2) * SCALE * 60)
  return Object.fromEntries(
    Array.from({ length: orders }, (_, index) => {
      const at = hour * HOUR_MS + Math.floor((index / orders) * HOUR_MS)
      const fact: OrderFact = {
        ...{ createdAt: at, paidAt: at + 30_000, acceptedAt: at + 120_000, doneAt: at + 1_800_000, cancelledAt: null },
        ...{
          refundedAt: null,
          amountFen: 3_000,
          updatedAt: at + 1_800_000,
          items: [{ dish: DISHES[index % 20] as string, count: 1, priceFen: 3_000 }],
        },
      }
      return [`${store}-${hourOf(at)}-${index}`, fact]
    }),
  )
}
