import { METRICS, type MetricName } from '../../../contract/metrics'
import type { Merged } from '../../evidence'
import { decodeColumn } from '../../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../../rollup/foldDay'
import { TOTAL_SLOT_MINUTES } from '../../rollup/foldHour'
import { MergedParts, type Part } from '../../rollup/mergedParts'
import type { DayDocument } from '../../rollup/tiers'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../time/units'
import type { Span } from '../range/planRange'

const SLOT_MS = TOTAL_SLOT_MINUTES * MINUTE_MS

/** Earlier days, for what is held against now. Counts to five minutes, durations by whole hours. */
export class History {
  private readonly byHour = new Map<number, DayDocument>()
  private readonly columns = new Map<string, readonly number[][]>()
  private readonly spans = new Map<string, Merged | null>()
  private readonly hours = new Map<string, MergedParts>()

  constructor(private readonly days: readonly DayDocument[]) {
    for (const day of days)
      for (let hour = day.fromHour; hour < day.fromHour + day.hours; hour++) this.byHour.set(hour, day)
  }

  /** @returns null where no day of it is known */
  span(metrics: readonly MetricName[], span: Span): Merged | null {
    const key = `${span.from}|${span.to}|${metrics.join()}`
    const known = this.spans.get(key)
    if (known !== undefined) return known
    const merged = this.merge(metrics, span)
    this.spans.set(key, merged)
    return merged
  }

  /** Labels of the days that touch a span: what they keep of one is of the whole day. */
  labels(metric: MetricName, { from, to }: Span): Map<string, Merged> {
    const labels = new Map<string, MergedParts>()
    for (const day of this.days) {
      if (day.fromHour * HOUR_MS >= to || (day.fromHour + day.hours) * HOUR_MS <= from) continue
      for (const [label, part] of rowsOf(day, metric)) {
        const merged = labels.get(label) ?? new MergedParts()
        merged.add(part)
        labels.set(label, merged)
      }
    }
    return labels
  }

  /** One label on whole days. @returns null where no day of it is known by label */
  labelSpan(metrics: readonly MetricName[], label: string, { from, to }: Span): Merged | null {
    const days = this.days.filter((day) => isWhole(day, { from, to }))
    if (days.length === 0) return null
    const merged = new MergedParts()
    for (const day of days)
      for (const metric of metrics) for (const [name, part] of rowsOf(day, metric)) if (name === label) merged.add(part)
    return merged
  }

  private merge(metrics: readonly MetricName[], { from, to }: Span): Merged | null {
    const hours: number[] = []
    for (let hour = hourOf(from); hour * HOUR_MS < to; hour++) if (this.byHour.has(hour)) hours.push(hour)
    if (hours.length === 0) return null
    const merged = hours.length === 1 ? new MergedParts(this.hourOf(metrics, hours[0] as number)) : new MergedParts()
    for (let index = 0; index < hours.length; index++) {
      const hour = hours[index] as number
      const day = this.byHour.get(hour) as DayDocument
      if (isWhole(day, { from, to })) {
        for (const metric of metrics) for (const [, part] of rowsOf(day, metric)) merged.add(part)
        index = hours.lastIndexOf(day.fromHour + day.hours - 1)
        continue
      }
      for (const metric of metrics) this.addCounts(day, metric, hour, { from, to }, merged)
      if (hours.length > 1) merged.merge(this.hourOf(metrics, hour))
    }
    return merged
  }

  /** The durations of an hour, without counts. */
  private hourOf(metrics: readonly MetricName[], hour: number): MergedParts {
    const key = `${hour}|${metrics.join()}`
    const known = this.hours.get(key)
    if (known !== undefined) return known
    const { totals, fromHour } = this.byHour.get(hour) as DayDocument
    const parts = new MergedParts()
    for (const metric of metrics)
      parts.add({ counts: [], sketch: totals.k[totals.m.indexOf(METRICS[metric].id)]?.[hour - fromHour] })
    this.hours.set(key, parts)
    return parts
  }

  private addCounts(day: DayDocument, metric: MetricName, hour: number, { from, to }: Span, merged: MergedParts): void {
    const first = (hour - day.fromHour) * TOTAL_SLOTS_PER_HOUR
    for (const [outcome, column] of this.columnsOf(day, metric).entries())
      for (let slot = 0; slot < TOTAL_SLOTS_PER_HOUR; slot++) {
        const at = hour * HOUR_MS + slot * SLOT_MS
        if (at + SLOT_MS > from && at < to)
          merged.counts[outcome] = (merged.counts[outcome] as number) + (column[first + slot] as number)
      }
  }

  private columnsOf(day: DayDocument, metric: MetricName): readonly number[][] {
    const key = `${day._id}|${metric}`
    const known = this.columns.get(key)
    if (known !== undefined) return known
    const row = day.totals.m.indexOf(METRICS[metric].id)
    const columns = (day.totals.c[row] ?? []).map((text) => decodeColumn(text, day.hours * TOTAL_SLOTS_PER_HOUR))
    this.columns.set(key, columns)
    return columns
  }
}

/** A day that lies in the span entirely and was read with its rows: they say the same as its hours, and are fewer. */
const isWhole = ({ fromHour, hours, series }: DayDocument, { from, to }: Span): boolean =>
  series.m.length > 0 && fromHour * HOUR_MS >= from && (fromHour + hours) * HOUR_MS <= to

function* rowsOf({ series, hours }: DayDocument, metric: MetricName): Generator<[label: string, part: Part]> {
  const { m, l, c, k, f, u } = series
  for (const [row, id] of m.entries()) {
    if (id !== METRICS[metric].id) continue
    const counts = (c[row] as string[]).map((column) => decodeColumn(column, hours).reduce((a, b) => a + b, 0))
    yield [l[row] as string, { counts, sketch: k[row], failedUsers: f?.[row], users: u?.[row] }]
  }
}
