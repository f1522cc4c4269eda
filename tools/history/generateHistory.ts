import { lookUpAddress } from '../../adapters/addressTable'
import type { BatchDocument } from '../../core/documents/batch'
import type { IssueDocument } from '../../core/documents/issue'
import type { MinuteDocument } from '../../core/documents/minute'
import { issuesOf, widen } from '../../core/errors/issuesOf'
import { placeOf } from '../../core/ingest/place'
import { encodeFact } from '../../core/orders/factCodec'
import { sightsByHour } from '../../core/orders/sights'
import { daysOf } from '../../core/rollup/compactTick'
import { foldDay } from '../../core/rollup/foldDay'
import { foldHour } from '../../core/rollup/foldHour'
import { foldMinute } from '../../core/rollup/foldMinute'
import {
  foldHeartbeat,
  ordersHeartbeat,
  sealHeartbeat,
  sightsHeartbeat,
  tiersHeartbeat,
} from '../../core/rollup/heartbeatIds'
import type { HourDocument } from '../../core/rollup/tiers'
import { arrivalsPerMinute, ORDERING_SHARE, ordersPerMinute } from '../../localcloud/crowd/arrivals'
import { HABITS } from '../../localcloud/crowd/habits'
import { type Random, seededRandom } from '../../localcloud/crowd/random'
import { addressOf } from '../../localcloud/functions/addresses'
import type { Dish } from './dish'
import { type PastOrder, pastOrder } from './pastOrder'
import { pastVisit } from './visit'

const MINUTE_MS = 60_000
const HOUR_MS = 3_600_000
const DAY_MS = 86_400_000

export interface HistoryOptions {
  /** the history ends here, epoch ms */
  now: number
  days: number
  seed: number
  store: { _id: string; shard: string; zone: string }
  dishes: readonly Dish[]
  /** hash of an openid, as `collect` writes it */
  userOf: (openid: string) => string
}

/** Documents of one collection to write, and how much of the history is made then, 0…1. */
export interface HistoryPart {
  collection: 'minutes' | 'hours' | 'days' | 'orders' | 'orderHours' | 'issues' | 'heartbeats'
  documents: object[]
  progress: number
}

/**
 * The shop's past: what customers would have sent, folded by the same code as everything else, day by day. Of the last
 * day minutes are kept too, as in life. Everything is marked as demo.
 */
export function* generateHistory(options: HistoryOptions): Generator<HistoryPart> {
  const { now, days, store } = options
  const endMs = Math.floor(now / MINUTE_MS) * MINUTE_MS
  const firstHour = Math.floor((endMs - days * DAY_MS) / HOUR_MS)
  const lastHour = Math.ceil(endMs / HOUR_MS)
  const random = seededRandom(options.seed).fork('history')
  const issues = new Map<string, IssueDocument>()
  for (const span of daysOf(firstHour, lastHour, store.zone)) {
    const hours: HourDocument[] = []
    const minutes: MinuteDocument[] = []
    const orders: PastOrder[] = []
    const batches = new Map<number, BatchDocument[]>()
    for (let hour = span.fromHour; hour < span.fromHour + span.hours; hour++) {
      for (let minute = hour * 60; minute < (hour + 1) * 60; minute++) {
        if (minute * MINUTE_MS < endMs)
          liveMinute(options, random.fork(`minute ${minute}`), minute, endMs, batches, orders)
        const own = batches.get(minute)
        batches.delete(minute)
        if (own) {
          for (const issue of issuesOf(own)) meet(issues, issue)
          minutes.push(...foldMinute(store.shard, minute, own).map((part) => ({ ...part, sealed: true, demo: true })))
        }
      }
      // as in life: an hour is made when it is over
      const document = (hour + 1) * HOUR_MS <= endMs ? foldHour(store._id, hour, minutes, true) : null
      if (document) hours.push(document)
    }
    const progress = Math.min(1, (span.fromHour + span.hours - firstHour) / (lastHour - firstHour))
    const day = foldDay(store._id, span, hours, (span.fromHour + span.hours) * HOUR_MS <= endMs)
    yield { collection: 'hours', documents: hours, progress }
    yield { collection: 'days', documents: day ? [day] : [], progress }
    yield {
      collection: 'minutes',
      documents: minutes.filter(({ minute }) => minute * MINUTE_MS >= endMs - DAY_MS),
      progress,
    }
    yield { collection: 'orders', documents: orders.map(({ document }) => document), progress }
    yield { collection: 'orderHours', documents: orderHours(store._id, orders, minutes, span), progress }
  }
  yield { collection: 'issues', documents: [...issues.values()], progress: 1 }
  yield { collection: 'heartbeats', documents: cursors(store, endMs), progress: 1 }
}

function meet(issues: Map<string, IssueDocument>, issue: IssueDocument): void {
  const known = issues.get(issue._id)
  issues.set(issue._id, known === undefined ? issue : widen(known, issue))
}

/** Everybody who opened the shop in this minute; their batches fall into the minute in which they left. */
function liveMinute(
  { store, dishes, userOf, seed }: HistoryOptions,
  random: Random,
  minute: number,
  endMs: number,
  batches: Map<number, BatchDocument[]>,
  orders: PastOrder[],
): void {
  const startMs = minute * MINUTE_MS
  const visitors = random.poisson(arrivalsPerMinute(startMs, 'usual'))
  const crowding = 1 + 0.05 * ordersPerMinute(startMs)
  for (let n = 0; n < visitors; n++) {
    const own = random.fork(`visit ${n}`)
    const openid = `guest-${Math.floor(own.next() * HABITS.regulars)}`
    const id = `demo${minute.toString(36)}${n.toString(36).padStart(3, '0')}`.padEnd(16, '0')
    const means = { orders: own.chance(ORDERING_SHARE), crowding, store: store._id, dishes, order: id }
    const atMs = startMs + Math.floor(own.next() * MINUTE_MS)
    const { batch, endMs: leftMs, order } = pastVisit(own, seededRandom(seed).fork(openid), atMs, means)
    if (order && order.submittedMs < endMs) {
      orders.push(pastOrder(id, openid, order, own, { store: store._id, nowMs: endMs, userOf }))
    }
    if (leftMs >= endMs) continue
    const user = userOf(openid)
    const receivedAt = new Date(leftMs)
    const place = placeOf(lookUpAddress(addressOf(openid)))
    const _id = `${user}:${batch.session}-0`
    const document = { _id, shard: store.shard, receivedAt, user, place, batch, dropped: [] }
    const left = Math.floor(leftMs / MINUTE_MS)
    batches.set(left, [...(batches.get(left) ?? []), document])
  }
}

function orderHours(
  store: string,
  orders: readonly PastOrder[],
  minutes: readonly MinuteDocument[],
  span: { fromHour: number; hours: number },
): object[] {
  const sights = sightsByHour(minutes, store)
  const hours = new Map<number, { facts: Record<string, string>; dishes: Record<string, string> }>()
  for (const { id, fact, names } of orders) {
    const hour = Math.floor(fact.createdAt / HOUR_MS)
    const own = hours.get(hour) ?? { facts: {}, dishes: {} }
    own.facts[id] = encodeFact(fact)
    Object.assign(own.dishes, names)
    hours.set(hour, own)
  }
  // what a visit over midnight saw before it lies in a document that is written already
  for (const hour of sights.keys())
    if (hour >= span.fromHour && hour < span.fromHour + span.hours && !hours.has(hour))
      hours.set(hour, { facts: {}, dishes: {} })
  return [...hours].map(([hour, own]) => ({
    ...{ _id: `${store}:${hour}`, store, hour, ...own, sights: sights.get(hour) ?? {}, demo: true },
  }))
}

/** As if the timers had just run: the fold goes on from the first minute after the history. */
function cursors({ _id, shard }: HistoryOptions['store'], endMs: number): object[] {
  const hourMs = Math.floor(endMs / HOUR_MS) * HOUR_MS
  return [
    { _id: foldHeartbeat(shard), at: endMs, through: endMs },
    { _id: sealHeartbeat(shard), at: endMs, through: endMs },
    { _id: tiersHeartbeat(shard), at: endMs, through: hourMs },
    { _id: ordersHeartbeat(_id), at: endMs, through: endMs },
    { _id: sightsHeartbeat(_id), at: endMs, through: endMs },
  ]
}
