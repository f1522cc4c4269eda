import { METRICS, type MetricName } from '../../../contract/metrics'
import { OUTCOMES } from '../../../contract/outcomes'
import { mergeSketches, type Sketch } from '../../../contract/sketch/sketch'
import type { Merged } from '../../evidence'
import { decodeColumn } from '../../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../../rollup/foldDay'
import { TOTAL_SLOT_MINUTES } from '../../rollup/foldHour'
import { mergedOf } from '../../rollup/readEvidence'
import type { Cell } from '../../rollup/seriesTable'
import { emptyCell } from '../../rollup/seriesTable'
import { storedSketch } from '../../rollup/storedSketch'
import type { DayDocument } from '../../rollup/tiers'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../time/units'
import type { Span } from '../range/planRange'

const SLOT_MS = TOTAL_SLOT_MINUTES * MINUTE_MS

/** Earlier days, for what is held against now. Counts to five minutes, durations by whole hours. */
export class History {
  private readonly byHour = new Map<number, DayDocument>()
  private readonly columns = new Map<string, number[][]>()
  private readonly sketches = new Map<string, Sketch | null>()

  constructor(private readonly days: readonly DayDocument[]) {
    for (const day of days)
      for (let hour = day.fromHour; hour < day.fromHour + day.hours; hour++) this.byHour.set(hour, day)
  }

  /** @returns null where no day of it is known */
  span(metrics: readonly MetricName[], { from, to }: Span): Merged | null {
    const hours: number[] = []
    for (let hour = hourOf(from); hour * HOUR_MS < to; hour++) if (this.byHour.has(hour)) hours.push(hour)
    if (hours.length === 0) return null
    const counts = new Array<number>(OUTCOMES.length).fill(0)
    for (const metric of metrics)
      for (const hour of hours) {
        const day = this.byHour.get(hour) as DayDocument
        const first = (hour - day.fromHour) * TOTAL_SLOTS_PER_HOUR
        for (const [outcome, column] of this.columnsOf(day, metric).entries())
          for (let slot = 0; slot < TOTAL_SLOTS_PER_HOUR; slot++) {
            const at = hour * HOUR_MS + slot * SLOT_MS
            if (at + SLOT_MS > from && at < to)
              counts[outcome] = (counts[outcome] as number) + (column[first + slot] as number)
          }
      }
    const found = hours.flatMap((hour) => this.sketchOf(metrics, hour) ?? [])
    const sketch = found.length > 1 ? mergeSketches(found) : (found[0] ?? null)
    return { ...mergedOf([{ ...emptyCell(0, '', 0), counts }]), sketch }
  }

  /** Labels of the days that touch a span: what they keep of one is of the whole day. */
  labels(metric: MetricName, { from, to }: Span): Map<string, Merged> {
    const labels = new Map<string, Cell[]>()
    for (const { series, fromHour, hours } of this.days) {
      if (fromHour * HOUR_MS >= to || (fromHour + hours) * HOUR_MS <= from) continue
      for (const [row, id] of series.m.entries()) {
        if (id !== METRICS[metric].id) continue
        const label = series.l[row] as string
        const cell = emptyCell(id, label, 0)
        for (const [outcome, column] of (series.c[row] as string[]).entries())
          cell.counts[outcome] = decodeColumn(column, hours).reduce((a, b) => a + b, 0)
        cell.sketch = storedSketch(series.k[row] as string)
        cell.users = new Set(series.u?.[row])
        labels.set(label, [...(labels.get(label) ?? []), cell])
      }
    }
    return new Map([...labels].map(([label, cells]) => [label, mergedOf(cells)]))
  }

  private columnsOf(day: DayDocument, metric: MetricName): number[][] {
    const key = `${day._id}|${metric}`
    const known = this.columns.get(key)
    if (known !== undefined) return known
    const row = day.totals.m.indexOf(METRICS[metric].id)
    const columns = (day.totals.c[row] ?? []).map((text) => decodeColumn(text, day.hours * TOTAL_SLOTS_PER_HOUR))
    this.columns.set(key, columns)
    return columns
  }

  private sketchOf(metrics: readonly MetricName[], hour: number): Sketch | null {
    const key = `${hour}|${metrics.join()}`
    const known = this.sketches.get(key)
    if (known !== undefined) return known
    const { totals, fromHour } = this.byHour.get(hour) as DayDocument
    const found = metrics.flatMap((metric) => {
      const row = totals.m.indexOf(METRICS[metric].id)
      return storedSketch(totals.k[row]?.[hour - fromHour] ?? '') ?? []
    })
    const sketch = found.length > 1 ? mergeSketches(found) : (found[0] ?? null)
    this.sketches.set(key, sketch)
    return sketch
  }
}
