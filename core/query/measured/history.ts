import { METRICS, type MetricName } from '../../../contract/metrics'
import type { Merged } from '../../evidence'
import { columnSum, decodeColumn } from '../../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../../rollup/foldDay'
import { MergedParts, type Part } from '../../rollup/mergedParts'
import type { DayDocument } from '../../rollup/tiers'
import { TOTAL_SLOT_MINUTES } from '../../rollup/tiers'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../time/units'
import type { Span } from '../range/planRange'

const SLOT_MS = TOTAL_SLOT_MINUTES * MINUTE_MS

/** Hours of a day, of which it tells. */
interface Piece {
  day: DayDocument
  /** epoch hours, [from, to) */
  from: number
  to: number
}

/** Earlier days, for what is held against now. Counts to five minutes, durations by whole hours. */
export class History {
  private readonly pieces: Piece[] = []
  private readonly sums = new Map<string, readonly number[][]>()
  private readonly spans = new Map<string, Merged | null>()
  private readonly hours = new Map<string, MergedParts>()
  private readonly byLabel = new Map<string, Map<string, Merged>>()

  constructor(private readonly days: readonly DayDocument[]) {
    const byHour = new Map<number, DayDocument>()
    for (const day of days) for (let hour = day.fromHour; hour < day.fromHour + day.hours; hour++) byHour.set(hour, day)
    for (const [hour, day] of [...byHour].sort(([a], [b]) => a - b)) {
      const last = this.pieces.at(-1)
      if (last?.day === day) last.to = hour + 1
      else this.pieces.push({ day, from: hour, to: hour + 1 })
    }
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
  labels(metric: MetricName, span: Span): Map<string, Merged> {
    const key = `${span.from}|${span.to}|${metric}`
    const known = this.byLabel.get(key) ?? this.mergeLabels(metric, span)
    this.byLabel.set(key, known)
    return known
  }

  private mergeLabels(metric: MetricName, { from, to }: Span): Map<string, Merged> {
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

  private merge(metrics: readonly MetricName[], span: Span): Merged | null {
    const [from, to] = [hourOf(span.from), Math.ceil(span.to / HOUR_MS)]
    const pieces = this.pieces.flatMap((piece) => {
      const part = { day: piece.day, from: Math.max(from, piece.from), to: Math.min(to, piece.to) }
      return part.from < part.to ? [part] : []
    })
    const [first] = pieces
    if (first === undefined) return null
    if (pieces.length === 1 && first.to - first.from === 1) {
      const merged = new MergedParts(this.hourOf(metrics, first))
      for (const metric of metrics) this.addCounts(first, metric, span, merged)
      return merged
    }
    const merged = new MergedParts()
    for (const piece of pieces)
      for (const metric of metrics)
        if (isWhole(piece.day, span)) for (const [, part] of rowsOf(piece.day, metric)) merged.add(part)
        else {
          this.addCounts(piece, metric, span, merged)
          addDurations(piece, metric, merged)
        }
    return merged
  }

  /** The durations of an hour, without counts: its slots share them. */
  private hourOf(metrics: readonly MetricName[], piece: Piece): MergedParts {
    const key = `${piece.from}|${metrics.join()}`
    const known = this.hours.get(key)
    if (known !== undefined) return known
    const parts = new MergedParts()
    for (const metric of metrics) addDurations(piece, metric, parts)
    this.hours.set(key, parts)
    return parts
  }

  private addCounts({ day, ...piece }: Piece, metric: MetricName, span: Span, merged: MergedParts): void {
    const slotOf = (ms: number): number => (ms - day.fromHour * HOUR_MS) / SLOT_MS
    const from = Math.floor(slotOf(Math.max(span.from, piece.from * HOUR_MS)))
    const to = Math.ceil(slotOf(Math.min(span.to, piece.to * HOUR_MS)))
    merged.addCounts(this.sumsOf(day, metric).map((sums) => (sums[to] as number) - (sums[from] as number)))
  }

  /** By outcome index: how many events lie before each five minutes of a day. */
  private sumsOf(day: DayDocument, metric: MetricName): readonly number[][] {
    const key = `${day._id}|${metric}`
    const known = this.sums.get(key)
    if (known !== undefined) return known
    const row = day.totals.m.indexOf(METRICS[metric].id)
    const sums = (day.totals.c[row] ?? []).map((text) => {
      let sum = 0
      return [0, ...decodeColumn(text, day.hours * TOTAL_SLOTS_PER_HOUR).map((events) => (sum += events))]
    })
    this.sums.set(key, sums)
    return sums
  }
}

function addDurations({ day, from, to }: Piece, metric: MetricName, merged: MergedParts): void {
  const sketches = day.totals.k[day.totals.m.indexOf(METRICS[metric].id)] ?? []
  for (let hour = from; hour < to; hour++) merged.add({ counts: [], sketch: sketches[hour - day.fromHour] })
}

/** A day that lies in the span entirely and was read with its rows: they say the same as its hours, and are fewer. */
const isWhole = ({ fromHour, hours, series }: DayDocument, { from, to }: Span): boolean =>
  series.m.length > 0 && fromHour * HOUR_MS >= from && (fromHour + hours) * HOUR_MS <= to

function* rowsOf({ series, hours }: DayDocument, metric: MetricName): Generator<[label: string, part: Part]> {
  const { m, l, c, k, f, u } = series
  for (const [row, id] of m.entries()) {
    if (id !== METRICS[metric].id) continue
    const counts = (c[row] as string[]).map((column) => columnSum(column, hours))
    yield [l[row] as string, { counts, sketch: k[row], failedUsers: f?.[row], users: u?.[row] }]
  }
}
