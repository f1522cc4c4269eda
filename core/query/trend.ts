import type { Trend } from '../../contract/query'
import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import type { Outlook } from '../insight/outlook'
import { isOpen } from '../rules/openingHours'
import { localTime } from '../time/localTime'
import { HOUR_MS, MINUTE_MS } from '../time/units'
import type { OrderBook } from './orderBook'
import { weekdayName } from './words'

/** What the chart shows: a quiet day from afar, an incident from near. */
interface Span {
  windowMinutes: number
  stepMinutes: number
  beforeMs: number
  afterMs: number
}

const CALM: Span = { windowMinutes: 15, stepMinutes: 5, beforeMs: 2 * HOUR_MS, afterMs: 3 * HOUR_MS }
const INCIDENT: Span = { windowMinutes: 5, stepMinutes: 1, beforeMs: 45 * MINUTE_MS, afterMs: 15 * MINUTE_MS }
const FORECAST_MINUTES = 30
const EXPECTED = '预计'

export interface TrendInput {
  book: OrderBook
  store: StoreDocument
  nowMs: number
  /** epoch ms up to which orders were read; null for never */
  ordersThrough: number | null
  incidentOpen: boolean
  incidents: readonly IncidentDocument[]
  /** null or absent: the band is of earlier weeks */
  outlook?: Outlook | null
}

/** Orders in a rolling window, so that the last point is never a half one, with the band of earlier weeks. */
export function trendOf(input: TrendInput): Trend {
  const { book, nowMs, ordersThrough, incidentOpen, store, outlook = null } = input
  const span = incidentOpen ? INCIDENT : CALM
  const last = Math.floor(Math.min(nowMs, ordersThrough ?? nowMs) / MINUTE_MS) * MINUTE_MS
  const at = timesAround(last, span)
  const bands = at.map((ms) => book.weeks.map((week) => book.rolling(book.earlier(ms, week), span.windowMinutes)))
  return {
    windowMinutes: span.windowMinutes,
    at,
    today: at.map((ms) => (ordersThrough === null || ms > last ? null : book.rolling(ms, span.windowMinutes))),
    ...(outlook === null
      ? {
          low: bands.map((counts) => (counts.length === 0 ? null : Math.min(...counts))),
          high: bands.map((counts) => (counts.length === 0 ? null : Math.max(...counts))),
          bandLabel: bandLabel(book, localTime(nowMs, store.zone).weekday),
          expected: null,
        }
      : expectedBand(outlook, at, span.windowMinutes)),
    forecast: forecastOf(input, last),
    incidents: strips(input.incidents, at),
  }
}

/** Steps on round clock times, and the last known moment among them. */
function timesAround(lastMs: number, { stepMinutes, beforeMs, afterMs }: Span): number[] {
  const step = stepMinutes * MINUTE_MS
  const times = new Set([lastMs])
  for (let ms = Math.ceil((lastMs - beforeMs) / step) * step; ms <= lastMs + afterMs; ms += step) times.add(ms)
  return [...times].sort((a, b) => a - b)
}

/** Where nine in ten of such windows are expected. */
function expectedBand(outlook: Outlook, at: readonly number[], windowMinutes: number) {
  const sums = at.map((ms) => outlook.sum('paid', ms - windowMinutes * MINUTE_MS, ms))
  return {
    low: sums.map(({ low }) => Math.floor(low)),
    high: sums.map(({ high }) => Math.ceil(high)),
    bandLabel: EXPECTED,
    expected: sums.map(({ expected }) => Math.round(expected * 10) / 10),
  }
}

function bandLabel({ weeks }: OrderBook, weekday: number): string {
  if (weeks.length === 0) return ''
  return weeks.length === 1 ? `上${weekdayName(weekday)}` : `前 ${weeks.length} 个${weekdayName(weekday)}`
}

/** What the next half hour should bring, or what it brought in earlier weeks on average; nothing while an incident makes it untrue. */
function forecastOf(
  { book, store, nowMs, incidentOpen, outlook = null }: TrendInput,
  lastMs: number,
): Trend['forecast'] {
  const endMs = lastMs + FORECAST_MINUTES * MINUTE_MS
  if (incidentOpen || !isOpen(store, nowMs) || !isOpen(store, endMs)) return null
  if (outlook !== null) {
    return { orders: Math.round(outlook.sum('paid', lastMs, endMs).expected), withinMinutes: FORECAST_MINUTES }
  }
  if (book.weeks.length === 0) return null
  const counts = book.weeks.map((week) => book.totals(book.earlier(lastMs, week), book.earlier(endMs, week)).paid)
  const orders = Math.round(counts.reduce((sum, count) => sum + count, 0) / counts.length)
  return { orders, withinMinutes: FORECAST_MINUTES }
}

function strips(incidents: readonly IncidentDocument[], at: readonly number[]): Trend['incidents'] {
  const from = at[0] ?? 0
  return incidents
    .filter(({ resolvedAt }) => resolvedAt === null || resolvedAt > from)
    .map(({ openedAt, resolvedAt, title, severity }) => ({ from: openedAt, to: resolvedAt, name: title, severity }))
    .sort((a, b) => a.from - b.from)
}
