import { METRICS, type MetricName } from '../../contract/metrics'
import { isFailureCode, outcomeCode } from '../../contract/outcomes'
import type { IssueDocument } from '../documents/issue'
import type { MinuteDocument } from '../documents/minute'
import type { OrderFact, OrderHourDocument } from '../documents/orderHour'
import type { StoreDocument } from '../documents/store'
import type { Evidence, Merged, OrderTotals, Window } from '../evidence'
import { groupBy } from '../groupBy'
import { earlierWindows, WEEKS, weeksWithHistory } from '../orders/earlierWeeks'
import { misfitsOf } from '../orders/misfits'
import { paymentCases } from '../orders/paymentTruth'
import { totalsIn } from '../orders/totals'
import type { Ports } from '../ports'
import { sameClockEarlier } from '../time/localTime'
import { HOUR_MS, hourOf, MINUTE_MS, MINUTES_PER_HOUR } from '../time/units'
import { cutoffOf, SETTLING_MINUTES } from './closing'
import { ordersHeartbeat, ordersThrough } from './heartbeatIds'
import { hourCells } from './hourCells'
import { wholeMinutes } from './minuteParts'
import { cellsOf } from './seriesColumns'
import { addToCell, type Cell, compareText, emptyCell } from './seriesTable'
import { readMinutesOf } from './shards'
import type { HourDocument } from './tiers'

/** How far before the judged minute the series go, and orders of today; earlier weeks as far as the series. */
export const LOOKBACK_MINUTES = 120
const ORDER_HOURS = 25

/** Orders may be paid some time after they were made, and lie in the hour in which they were made. */
const PAID_WITHIN_HOURS = 1

type EvidencePorts = Pick<Ports, 'minutes' | 'rollups' | 'orders' | 'heartbeats' | 'issues'>

/**
 * What was known of a store when `minute` was judged: minutes ingested below its fixed cutoff, and no others.
 * @param minute epoch minute; it must be folded
 * @param reachMinutes how far back its rules look; beyond two hours it is read from the hours, which costs a call
 */
export async function readEvidence(
  ports: EvidencePorts,
  store: StoreDocument,
  minute: number,
  _now = 0,
  reachMinutes = LOOKBACK_MINUTES,
): Promise<Evidence> {
  const cutoff = cutoffOf(minute)
  const isFar = reachMinutes > LOOKBACK_MINUTES
  // by then an hour is folded and sealed: a late judgement finds it as an on-time one did
  const split = Math.floor((minute - LOOKBACK_MINUTES) / MINUTES_PER_HOUR)
  const from = isFar ? split * MINUTES_PER_HOUR : minute - LOOKBACK_MINUTES
  const [documents, far, hours, heartbeats] = await Promise.all([
    readMinutesOf(ports, store, from, cutoff),
    isFar ? ports.rollups.readHours(store._id, Math.floor((minute - reachMinutes) / MINUTES_PER_HOUR), split) : [],
    ports.orders.readHours(store._id, orderHours(cutoff, store.zone)),
    ports.heartbeats.read([ordersHeartbeat(store._id)]),
  ])
  const lately = documents.filter((document) => document.minute >= minute - NEWS_MINUTES)
  const issues = hasErrors(lately, store._id) ? await ports.issues.read(store._id, issuesSince(minute)) : []
  return evidenceOf({
    store,
    cutoff,
    documents,
    far,
    hours,
    ordersThrough: ordersThrough(heartbeats, store._id),
    issues,
  })
}

export interface EvidenceSource {
  store: StoreDocument
  /** ingest minutes below it count, epoch minute */
  cutoff: number
  documents: readonly MinuteDocument[]
  /** hours of measurements that lie before the minutes */
  far?: readonly HourDocument[]
  hours: readonly OrderHourDocument[]
  /** epoch ms up to which orders were read; null for never */
  ordersThrough: number | null
  /** error groups reported lately, with their first time */
  issues?: readonly IssueDocument[]
}

/** Pure: the same documents give the same evidence. */
export function evidenceOf(source: EvidenceSource): Evidence {
  const { store, cutoff, documents, far = [], hours, ordersThrough, issues = [] } = source
  const whole = wholeMinutes(documents.filter(({ minute }) => minute < cutoff))
  const cells = [...far.flatMap(hourCells), ...whole.flatMap((document) => eventCells(document, store._id))]
  const received = new Set(whole.filter(({ stores }) => (stores[store._id]?.batches ?? 0) > 0).map((d) => d.minute))
  const facts = hours.flatMap((hour) => Object.values(hour.facts))
  const newest = Math.max(...received)
  const byMetric = groupBy(cells, ({ metric }) => metric)
  const select = (metric: MetricName, { from, to }: Window) =>
    (byMetric.get(METRICS[metric].id) ?? []).filter(({ slot }) => slot >= from && slot < to)
  const merge = remembered((metric: MetricName, from: number, to: number, label: string | null) =>
    mergedOf(select(metric, { from, to }).filter((cell) => label === null || cell.label === label)),
  )
  return {
    store: store._id,
    foldedThrough: cutoff,
    settledThrough: cutoff - SETTLING_MINUTES,
    merged: (metric, window, label) => {
      return newest >= window.from ? merge(metric, window.from, window.to, label ?? null) : null
    },
    labels: (metric, window) => [...new Set(select(metric, window).map(({ label }) => label))].sort(compareText),
    firstSeen: (fingerprint) => issues.find((issue) => issue.fingerprint === fingerprint)?.firstAt ?? null,
    orders: (window) => ordersOf(facts, window, cutoff, ordersThrough),
    orderHistory: (window) => historyOf(facts, window, store.zone),
    truth: ({ from, to }) =>
      ordersThrough === null || ordersThrough < to * MINUTE_MS
        ? null
        : misfitsOf(paymentCases(hours, store._id, from * MINUTE_MS, to * MINUTE_MS, cutoff * MINUTE_MS)),
  }
}

/** Several rules look at the same: it is added up once. */
function remembered<A extends (string | number | null)[], R>(read: (...asked: A) => R): (...asked: A) => R {
  const known = new Map<string, R>()
  return (...asked) => {
    const key = JSON.stringify(asked)
    if (!known.has(key)) known.set(key, read(...asked))
    return known.get(key) as R
  }
}

/** Most minutes have no errors: they need no look at the issues, which is a call of the database. */
const hasErrors = (documents: readonly MinuteDocument[], store: string): boolean =>
  documents.some(({ stores }) => stores[store]?.series.m.includes(METRICS.error.id))

/** An error is news this long at most: the longest window of rules about new ones. */
const NEWS_MINUTES = 30
const issuesSince = (minute: number): number => (minute - LOOKBACK_MINUTES) * MINUTE_MS

/** Slots become event minutes. */
function eventCells(document: MinuteDocument, store: string): Cell[] {
  const series = document.stores[store]?.series
  return series === undefined
    ? []
    : [...cellsOf(series)].map((cell) => ({ ...cell, slot: document.minute - cell.slot }))
}

const OK = outcomeCode('ok')

/** Cells as one answer; without cells, all zero: something was received, though not of this. */
export function mergedOf(cells: readonly Cell[]): Merged {
  const sum = emptyCell(0, '', 0)
  for (const cell of cells) addToCell(sum, cell)
  const failed = sum.counts.reduce((total, events, outcome) => total + (isFailureCode(outcome) ? events : 0), 0)
  return {
    counts: sum.counts,
    ok: sum.counts[OK] as number,
    failed,
    total: sum.counts.reduce((total, events) => total + events, 0),
    sketch: sum.sketch,
    failedUsers: sum.failedUsers,
    users: sum.users,
  }
}

function ordersOf(
  facts: readonly OrderFact[],
  { from, to }: Window,
  cutoff: number,
  through: number | null,
): OrderTotals | null {
  const tooEarly = from * MINUTE_MS < (hourOf(cutoff * MINUTE_MS) - ORDER_HOURS + 1 + PAID_WITHIN_HOURS) * HOUR_MS
  if (through === null || through < to * MINUTE_MS || tooEarly) return null
  return totalsIn(facts, from * MINUTE_MS, to * MINUTE_MS)
}

function historyOf(facts: readonly OrderFact[], { from, to }: Window, zone: string): OrderTotals[] {
  const windows = earlierWindows(from * MINUTE_MS, to * MINUTE_MS, zone)
  const near = (LOOKBACK_MINUTES - (to - from)) * MINUTE_MS
  const known = weeksWithHistory(windows, ([start, end]) =>
    facts.some(({ createdAt }) => createdAt >= start - near && createdAt < end),
  )
  return known.map(([start, end]) => totalsIn(facts, start, end))
}

function orderHours(cutoff: number, zone: string): number[] {
  const end = cutoff * MINUTE_MS
  const hours = new Set(span(hourOf(end) - ORDER_HOURS + 1, hourOf(end)))
  for (let week = 1; week <= WEEKS; week++) {
    const earlier = sameClockEarlier(end, 7 * week, zone)
    const first = hourOf(earlier - LOOKBACK_MINUTES * MINUTE_MS) - PAID_WITHIN_HOURS
    for (const hour of span(first, hourOf(earlier))) hours.add(hour)
  }
  return [...hours].sort((a, b) => a - b)
}

const span = (from: number, through: number): number[] =>
  Array.from({ length: through - from + 1 }, (_, index) => from + index)
