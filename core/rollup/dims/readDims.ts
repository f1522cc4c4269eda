import { CONTEXTS, type Context, DIMENSIONS, type Dimension } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import type { MinuteDocument } from '../../documents/minute'
import type { Merged, Window } from '../../evidence'
import { localTime } from '../../time/localTime'
import { HOUR_MS, MINUTES_PER_HOUR } from '../../time/units'
import { columnSum, forEachSlot } from '../columns'
import { MergedParts, type Part } from '../mergedParts'
import { compareText } from '../seriesTable'
import type { DayDocument, HourDocument } from '../tiers'
import { dimensionOf, dimsLabel, valueName } from './dimsCells'
import { LOG_PARTS, type Moments, spreadRows } from './spread'
import { type DimsColumns, SPAN_MINUTES, SPANS_PER_HOUR, spanOf, type TierDims } from './storedDims'

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
 * What metrics together did in the window, by every dimension; most events first. The rows of a dimension add up to their
 * total: rare values are in `other`, what is not known is in `unknown`. Late sections of later documents count too: give
 * them along.
 */
export function breakdownsIn(
  source: DimsSource,
  store: string,
  { metrics, window }: { metrics: readonly MetricName[]; window: Window },
): Map<Dimension, BreakdownRow[]> {
  const { minutes = [], hours = [], days = [] } = source
  const table = new BreakdownTable(new Set(metrics.map((metric) => METRICS[metric].id)), window)
  for (const { minute, dims } of minutes) if (dims?.[store]) table.addColumns(dims[store].rows, spanOf(minute))
  for (const { store: of, hour, dims } of hours)
    if (of === store && dims !== undefined) table.addTier(dims, SPANS_PER_HOUR, hour * SPANS_PER_HOUR, 1)
  for (const { store: of, fromHour, hours: count, dims } of days)
    if (of === store && dims !== undefined) table.addTier(dims, count, fromHour * SPANS_PER_HOUR, SPANS_PER_HOUR)
  return byDimension(table.found)
}

/** Rows in the making, by dimension and value: of some metrics, within a window. */
class BreakdownTable {
  readonly found = new Map<string, MergedParts>()

  constructor(
    private readonly metrics: ReadonlySet<number>,
    private readonly window: Window,
  ) {}

  /** @param first the span that `e` counts back from */
  addColumns(rows: DimsColumns, first: number): void {
    for (const [row, metric] of rows.m.entries())
      if (this.metrics.has(metric) && this.isInside(first - (rows.e[row] as number)))
        this.put(rows, row, { counts: rows.c[row] as number[], sketch: rows.k[row] })
  }

  /** @param spans of a slot: an hour's slots are spans, a day's are hours of twelve */
  addTier({ rows, late }: Pick<TierDims, 'rows' | 'late'>, slots: number, first: number, spans: number): void {
    const isWhole = this.isInside(first) && this.isInside(first + (slots - 1) * spans)
    for (const [row, metric] of rows.m.entries()) {
      if (!this.metrics.has(metric)) continue
      const columns = rows.c[row] as string[]
      if (isWhole) {
        this.put(rows, row, { counts: columns.map((column) => columnSum(column, slots)), sketch: rows.k[row] })
        continue
      }
      let last = -1
      forEachSlot(columns, slots, (slot, counts) => {
        last = first + slot * spans
        if (this.isInside(last)) this.put(rows, row, { counts })
      })
      // the sketch, which is of the whole window, lies in the last slot with any event
      if (last >= 0 && this.isInside(last)) this.put(rows, row, { counts: [], sketch: rows.k[row] })
    }
    this.addColumns(late, first)
  }

  private isInside(span: number): boolean {
    return span * SPAN_MINUTES >= this.window.from && span * SPAN_MINUTES < this.window.to
  }

  private put({ d, v }: Pick<DimsColumns, 'd' | 'v'>, row: number, part: Part): void {
    const key = dimsLabel(d[row] as number, v[row] as string)
    const merged = this.found.get(key) ?? new MergedParts()
    merged.add(part)
    this.found.set(key, merged)
  }
}

function byDimension(found: ReadonlyMap<string, MergedParts>): Map<Dimension, BreakdownRow[]> {
  const grouped = new Map<Dimension, BreakdownRow[]>()
  for (const [label, merged] of found) {
    const dimension = DIMENSIONS[dimensionOf(label)] as Dimension
    grouped.set(dimension, [...(grouped.get(dimension) ?? []), { value: valueName(label), merged }])
  }
  for (const rows of grouped.values())
    rows.sort((a, b) => b.merged.total - a.merged.total || compareText(a.value, b.value))
  return grouped
}

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
    const known = api.groups.get(group)
    if (known === undefined) api.groups.set(group, { n, s, q })
    else {
      known.n += n
      known.s += s
      known.q += q
    }
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
