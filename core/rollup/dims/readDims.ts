import { CONTEXTS, type Context, DIMENSIONS, type Dimension } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import type { MinuteDocument } from '../../documents'
import type { Merged, Window } from '../../evidence'
import { localTime } from '../../time/localTime'
import { HOUR_MS, MINUTES_PER_HOUR } from '../../time/units'
import { mergedOf } from '../readEvidence'
import { type Cell, compareText } from '../seriesTable'
import type { DayDocument, HourDocument } from '../tiers'
import { dimensionOf, dimsCells, dimsTierCells, valueName } from './dimsCells'
import { SPANS_PER_HOUR } from './foldTierDims'
import { LOG_PARTS, type Moments, spreadRows } from './spread'
import { type DimsColumns, type DimsTier, SPAN_MINUTES, spanOf } from './storedDims'

/**
 * Rollups read with their breakdowns (`'dims'`), of ingest times that do not overlap: minutes, or hours, or days, or days
 * and the hours after them. Whole minutes only (minuteParts.ts).
 */
export interface DimsSource {
  minutes?: readonly Pick<MinuteDocument, 'minute' | 'dims'>[]
  hours?: readonly Pick<HourDocument, 'store' | 'hour' | 'dims'>[]
  days?: readonly Pick<DayDocument, 'store' | 'fromHour' | 'hours' | 'dims'>[]
}

export interface BreakdownRow {
  value: string
  /** counts are exact for a window that begins and ends with a slot of the tier: a span of five minutes, an hour of a day */
  merged: Merged
}

/**
 * What one metric did in the window, by a dimension; most events first. The rows add up to the metric's total: rare
 * values are in `other`, what is not known is in `unknown`. Late sections of later documents count too: give them along.
 */
export const breakdownIn = (
  source: DimsSource,
  store: string,
  { metric, dimension, window }: { metric: MetricName; dimension: Dimension; window: Window },
): BreakdownRow[] => breakdownsIn(source, store, { metrics: [metric], window }).get(dimension) ?? []

/** The same of several metrics together, by every dimension at once: one pass over the documents. */
export function breakdownsIn(
  source: DimsSource,
  store: string,
  { metrics, window }: { metrics: readonly MetricName[]; window: Window },
): Map<Dimension, BreakdownRow[]> {
  const byLabel = new Map<string, Cell[]>()
  for (const cell of eventCells(source, store, new Set(metrics.map((metric) => METRICS[metric].id)))) {
    if (cell.slot < window.from || cell.slot >= window.to) continue
    const own = byLabel.get(cell.label)
    if (own === undefined) byLabel.set(cell.label, [cell])
    else own.push(cell)
  }
  const found = new Map<Dimension, BreakdownRow[]>()
  for (const [label, cells] of byLabel) {
    const dimension = DIMENSIONS[dimensionOf(label)] as Dimension
    found.set(dimension, [...(found.get(dimension) ?? []), { value: valueName(label), merged: mergedOf(cells) }])
  }
  for (const rows of found.values())
    rows.sort((a, b) => b.merged.total - a.merged.total || compareText(a.value, b.value))
  return found
}

/** Cells whose slot is the first epoch minute of their span, or of their hour in days. */
function eventCells(
  { minutes = [], hours = [], days = [] }: DimsSource,
  store: string,
  ids: ReadonlySet<number>,
): Cell[] {
  const rows = (columns: DimsColumns) => dimsCells(rowsOfMetrics(columns, ids))
  const tierRows = (tier: DimsTier, slots: number) => dimsTierCells(rowsOfMetrics(tier, ids), slots)
  return [
    ...minutes.flatMap(({ minute, dims }) =>
      dims?.[store] === undefined ? [] : before(rows(dims[store].rows), spanOf(minute)),
    ),
    ...hours.flatMap(({ store: of, hour, dims }) => {
      if (of !== store || dims === undefined) return []
      const own = tierRows(dims.rows, SPANS_PER_HOUR)
      const first = hour * SPANS_PER_HOUR
      return [...atSpan(own, (slot) => first + slot), ...before(rows(dims.late), first)]
    }),
    ...days.flatMap(({ store: of, fromHour, hours: count, dims }) => {
      if (of !== store || dims === undefined) return []
      const own = tierRows(dims.rows, count)
      const late = before(rows(dims.late), fromHour * SPANS_PER_HOUR)
      return [...atSpan(own, (slot) => (fromHour + slot) * SPANS_PER_HOUR), ...late]
    }),
  ]
}

/** Most rows are of metrics that nobody asked for: their sketches need not be read. */
function rowsOfMetrics<T extends { m: number[] }>(table: T, ids: ReadonlySet<number>): T {
  const keep = table.m.map((metric) => ids.has(metric))
  const columns = Object.entries(table).map(([name, column]) => [
    name,
    (column as unknown[]).filter((_, row) => keep[row]),
  ])
  return Object.fromEntries(columns) as T
}

const atSpan = (cells: readonly Cell[], span: (slot: number) => number): Cell[] =>
  cells.map((cell) => ({ ...cell, slot: span(cell.slot) * SPAN_MINUTES }))

const before = (cells: readonly Cell[], first: number): Cell[] => atSpan(cells, (slot) => first - slot)

/** Durations of one API in one context value: enough for an analysis of variance of their logarithms. */
export interface SpreadGroup {
  context: Context
  value: string
  count: number
  /** sum of natural logarithms of ms, and of their squares */
  logs: number
  squares: number
}

/** By API, most durations first: what is known of it by every context. */
export interface ApiSpread {
  metric: number
  label: string
  count: number
  groups: SpreadGroup[]
}

/**
 * What was ingested in the documents, by API: the groups of each context hold all of its durations, rare values under
 * `other`. The hour is that of the shop's clock, '00' to '23'; minutes have none.
 */
export function spreadIn(
  { minutes = [], hours = [], days = [] }: DimsSource,
  store: string,
  zone: string,
): ApiSpread[] {
  const sums = new Map<string, { metric: number; label: string; groups: Map<string, Moments> }>()
  const add = (metric: number, label: string, group: string, { n, s, q }: Moments) => {
    const key = `${metric}|${label}`
    const api = sums.get(key) ?? { metric, label, groups: new Map<string, Moments>() }
    const known = api.groups.get(group) ?? { n: 0, s: 0, q: 0 }
    api.groups.set(group, { n: known.n + n, s: known.s + s, q: known.q + q })
    sums.set(key, api)
  }
  for (const { dims } of minutes)
    for (const { metric, label, context, value, ...moments } of rowsOf(dims?.[store]))
      add(metric, label, `${context}=${value}`, moments)
  for (const { store: of, hour, dims } of hours)
    for (const { metric, label, context, value, ...moments } of of === store ? rowsOf(dims) : []) {
      add(metric, label, `${context}=${value}`, moments)
      if (context === 0) add(metric, label, `${HOUR}=${clockHour(hour, zone)}`, moments)
    }
  for (const { store: of, fromHour, dims } of days)
    for (const { metric, label, context, value, ...moments } of of === store ? rowsOf(dims) : []) {
      const shown = context === HOUR ? clockHour(fromHour + Number(value), zone) : value
      add(metric, label, `${context}=${shown}`, moments)
    }
  return [...sums.values()]
    .map(({ groups, ...api }) => spreadOf(api, groups))
    .sort((a, b) => b.count - a.count || a.metric - b.metric || compareText(a.label, b.label))
}

const HOUR = CONTEXTS.indexOf('hour')

const rowsOf = (dims: { spread?: Parameters<typeof spreadRows>[0] } | undefined) =>
  dims?.spread === undefined ? [] : spreadRows(dims.spread)

const clockHour = (hour: number, zone: string): string =>
  String(Math.floor(localTime(hour * HOUR_MS, zone).minuteOfDay / MINUTES_PER_HOUR)).padStart(2, '0')

function spreadOf(api: { metric: number; label: string }, sums: ReadonlyMap<string, Moments>): ApiSpread {
  const groups = [...sums]
    .sort((a, b) => compareText(a[0], b[0]))
    .map(([key, { n, s, q }]): SpreadGroup => {
      const context = CONTEXTS[Number(key.charAt(0))] as Context
      return { context, value: key.slice(2), count: n, logs: s / LOG_PARTS, squares: q / LOG_PARTS ** 2 }
    })
  // every duration has one network
  const count = groups.filter(({ context }) => context === 'network').reduce((sum, group) => sum + group.count, 0)
  return { ...api, count, groups }
}
