import { CONTEXTS, type Context, DIMENSIONS, type Dimension } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import type { MinuteDocument } from '../../documents'
import type { Merged, Window } from '../../evidence'
import { localTime } from '../../time/localTime'
import { HOUR_MS, MINUTES_PER_HOUR } from '../../time/units'
import { mergedOf } from '../readEvidence'
import { type Cell, compareText } from '../seriesTable'
import type { DayDocument, HourDocument } from '../tiers'
import { dimsCells, dimsLabel, dimsTierCells, valueName } from './dimsCells'
import { SPANS_PER_HOUR } from './foldTierDims'
import { LOG_PARTS, type Moments, spreadRows } from './spread'
import { SPAN_MINUTES, spanOf } from './storedDims'

/**
 * Rollups read with their breakdowns (`'dims'`), of ingest times that do not overlap: minutes, or hours, or days, or days
 * and the hours after them. Whole minutes only (minuteParts.ts).
 */
export interface DimsSource {
  minutes?: readonly MinuteDocument[]
  hours?: readonly HourDocument[]
  days?: readonly DayDocument[]
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
export function breakdownIn(
  source: DimsSource,
  store: string,
  { metric, dimension, window }: { metric: MetricName; dimension: Dimension; window: Window },
): BreakdownRow[] {
  const { id } = METRICS[metric]
  const prefix = dimsLabel(DIMENSIONS.indexOf(dimension), '')
  const byValue = new Map<string, Cell[]>()
  for (const cell of eventCells(source, store)) {
    if (cell.metric !== id || !cell.label.startsWith(prefix) || cell.slot < window.from || cell.slot >= window.to)
      continue
    const own = byValue.get(valueName(cell.label))
    if (own === undefined) byValue.set(valueName(cell.label), [cell])
    else own.push(cell)
  }
  return [...byValue]
    .map(([value, cells]) => ({ value, merged: mergedOf(cells) }))
    .sort((a, b) => b.merged.total - a.merged.total || compareText(a.value, b.value))
}

/** Cells whose slot is the first epoch minute of their span, or of their hour in days. */
function eventCells({ minutes = [], hours = [], days = [] }: DimsSource, store: string): Cell[] {
  return [
    ...minutes.flatMap(({ minute, dims }) =>
      dims?.[store] === undefined ? [] : before(dimsCells(dims[store].rows), spanOf(minute)),
    ),
    ...hours.flatMap(({ store: of, hour, dims }) => {
      if (of !== store || dims === undefined) return []
      const own = dimsTierCells(dims.rows, SPANS_PER_HOUR)
      const first = hour * SPANS_PER_HOUR
      return [...atSpan(own, (slot) => first + slot), ...before(dimsCells(dims.late), first)]
    }),
    ...days.flatMap(({ store: of, fromHour, hours: count, dims }) => {
      if (of !== store || dims === undefined) return []
      const own = dimsTierCells(dims.rows, count)
      const late = before(dimsCells(dims.late), fromHour * SPANS_PER_HOUR)
      return [...atSpan(own, (slot) => (fromHour + slot) * SPANS_PER_HOUR), ...late]
    }),
  ]
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
