import type { MinuteDocument } from '../../documents'
import { decodeColumn } from '../../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../../rollup/foldDay'
import { TOTAL_SLOT_MINUTES } from '../../rollup/foldHour'
import { wholeMinutes } from '../../rollup/minuteParts'
import { cellsOf } from '../../rollup/seriesColumns'
import { type Cell, emptyCell } from '../../rollup/seriesTable'
import { storedSketch } from '../../rollup/storedSketch'
import type { DayDocument, HourDocument, TierSeries, TierTotals } from '../../rollup/tiers'
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import type { RangePlan } from '../range/planRange'
import { CellSink, countsCell } from './cellSink'
import type { Cells } from './measured'

const SLOT_MS = TOTAL_SLOT_MINUTES * MINUTE_MS

export interface Tiers {
  minutes: readonly MinuteDocument[]
  hours: readonly HourDocument[]
  days: readonly DayDocument[]
}

/**
 * What the planned tier holds of the range. Every ingest hour is taken once: from its document, or else from its minutes.
 * @param metrics ids that are wanted; null: all
 */
export function readCells(tiers: Tiers, store: string, plan: RangePlan, metrics: ReadonlySet<number> | null): Cells {
  const sink = new CellSink(plan, metrics)
  if (plan.tier === 'days') for (const day of tiers.days) readDay(day, plan, sink)
  else {
    const hours = plan.tier === 'hours' ? tiers.hours : []
    for (const hour of hours) readHour(hour, sink)
    const made = new Set(hours.map(({ hour }) => hour))
    const rest = tiers.minutes.filter(({ minute }) => !made.has(Math.floor(minute / MINUTES_PER_HOUR)))
    for (const minute of wholeMinutes(rest)) readMinute(minute, store, sink)
  }
  return sink.cells()
}

function readMinute({ minute, stores, demo }: MinuteDocument, store: string, sink: CellSink): void {
  const own = stores[store]
  if (own === undefined) return
  for (const cell of cellsOf(own.series)) sink.event(cell, (minute - cell.slot) * MINUTE_MS)
  note(sink, own.dropped, demo)
}

function readHour(document: HourDocument, sink: CellSink): void {
  const fromMs = document.hour * HOUR_MS
  readTotals(document.totals, fromMs, TOTAL_SLOTS_PER_HOUR, 1, sink)
  readSeries(document.series, fromMs, MINUTES_PER_HOUR, MINUTE_MS, sink)
  readLate(document.late, fromMs, sink)
  note(sink, document.dropped, document.demo)
}

/** Of charts by the day the labels' rows are enough, which are far fewer than sketches by the hour. */
function readDay(document: DayDocument, plan: RangePlan, sink: CellSink): void {
  const fromMs = document.fromHour * HOUR_MS
  const { series, totals, hours } = document
  if (plan.stepMs < DAY_MS) {
    readTotals(totals, fromMs, hours * TOTAL_SLOTS_PER_HOUR, TOTAL_SLOTS_PER_HOUR, sink)
    readSeries(series, fromMs, hours, HOUR_MS, sink)
  } else readRows(series, fromMs, hours, sink)
  readLate(document.late, fromMs, sink)
  note(sink, document.dropped, document.demo)
}

function readTotals({ m, c, k }: TierTotals, fromMs: number, slots: number, perSketch: number, sink: CellSink): void {
  for (const [row, metric] of m.entries()) {
    const columns = (c[row] as string[]).map((column) => decodeColumn(column, slots))
    for (let slot = 0; slot < slots; slot++) {
      const counts = columns.map((column) => column[slot] as number)
      if (counts.some((events) => events > 0))
        sink.total(metric, fromMs + slot * SLOT_MS, countsCell(metric, '', 0, counts))
    }
    if (!sink.wants(metric)) continue
    for (const [part, text] of (k[row] as string[]).entries()) {
      if (text === '') continue
      const cell = emptyCell(metric, '', 0)
      cell.sketch = storedSketch(text)
      sink.total(metric, fromMs + part * perSketch * SLOT_MS, cell)
    }
  }
}

/** Each label's day in one piece. */
function readRows(series: TierSeries, fromMs: number, slots: number, sink: CellSink): void {
  for (const row of series.m.keys()) sink.event(wholeRow(series, row, slots), fromMs)
}

/** Counts lie in their slot; what a row keeps as a whole lies in the first slot that has any. */
function readSeries(series: TierSeries, fromMs: number, slots: number, slotMs: number, sink: CellSink): void {
  const { m, l, c, k, f, u } = series
  for (const [row, metric] of m.entries()) {
    if (!sink.wants(metric)) continue
    const columns = (c[row] as string[]).map((column) => decodeColumn(column, slots))
    let isFirst = true
    for (let slot = 0; slot < slots; slot++) {
      const counts = columns.map((column) => column[slot] as number)
      if (counts.every((events) => events === 0)) continue
      const cell = countsCell(metric, l[row] as string, 0, counts)
      if (isFirst) {
        cell.sketch = storedSketch(k[row] as string)
        cell.failedUsers = new Set(f?.[row])
        cell.users = new Set(u?.[row])
      }
      isFirst = false
      sink.label(cell, fromMs + slot * slotMs)
    }
  }
}

function wholeRow({ m, l, c, k, f, u }: TierSeries, row: number, slots: number): Cell {
  const sums = (c[row] as string[]).map((column) => decodeColumn(column, slots).reduce((a, b) => a + b, 0))
  const cell = countsCell(m[row] as number, l[row] as string, 0, sums)
  cell.sketch = storedSketch(k[row] as string)
  cell.failedUsers = new Set(f?.[row])
  cell.users = new Set(u?.[row])
  return cell
}

function readLate(late: HourDocument['late'], fromMs: number, sink: CellSink): void {
  for (const cell of cellsOf(late)) sink.event(cell, fromMs - cell.slot * MINUTE_MS)
}

function note(sink: CellSink, dropped: readonly [number, number][], demo: boolean | undefined): void {
  sink.dropped.push(...dropped)
  if (demo === true) sink.demo = true
}
