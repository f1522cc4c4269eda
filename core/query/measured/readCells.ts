import type { MinuteDocument, SeriesColumns } from '../../documents/minute'
import { columnSum, forEachSlot } from '../../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../../rollup/foldDay'
import { wholeMinutes } from '../../rollup/minuteParts'
import type { DayDocument, HourDocument, TierSeries, TierTotals } from '../../rollup/tiers'
import { TOTAL_SLOT_MINUTES } from '../../rollup/tiers'
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import type { RangePlan } from '../range/planRange'
import { CellSink } from './cellSink'
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
 * @param oneLabel of which also the slots are wanted
 */
export function readCells(
  tiers: Tiers,
  store: string,
  plan: RangePlan,
  metrics: ReadonlySet<number> | null,
  oneLabel?: string,
): Cells {
  const sink = new CellSink(plan, metrics, oneLabel)
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
  readColumns(own.series, minute * MINUTE_MS, sink)
  noteRest(sink, own.dropped, demo)
}

function readHour(document: HourDocument, sink: CellSink): void {
  const fromMs = document.hour * HOUR_MS
  readTotals(document.totals, fromMs, TOTAL_SLOTS_PER_HOUR, 1, sink)
  readSeries(document.series, fromMs, MINUTES_PER_HOUR, MINUTE_MS, sink)
  readColumns(document.late, fromMs, sink)
  noteRest(sink, document.dropped, document.demo)
}

/** Of charts by the day the labels' rows are enough, which are far fewer than sketches by the hour. */
function readDay(document: DayDocument, plan: RangePlan, sink: CellSink): void {
  const fromMs = document.fromHour * HOUR_MS
  const { series, totals, hours } = document
  if (plan.stepMs < DAY_MS) {
    readTotals(totals, fromMs, hours * TOTAL_SLOTS_PER_HOUR, TOTAL_SLOTS_PER_HOUR, sink)
    readSeries(series, fromMs, hours, HOUR_MS, sink)
  } else readRows(series, fromMs, hours, sink)
  readColumns(document.late, fromMs, sink)
  noteRest(sink, document.dropped, document.demo)
}

/** Rows of minutes and of late sections: `e` is minutes before `fromMs`. */
function readColumns({ m, l, e, c, k, f, u }: SeriesColumns, fromMs: number, sink: CellSink): void {
  for (const [row, metric] of m.entries()) {
    const counts = c[row] as number[]
    sink.event(metric, l[row] as string, sink.slotAt(fromMs - (e[row] as number) * MINUTE_MS), {
      ...{ counts, sketch: k[row], failedUsers: f[row], users: u[row] },
    })
  }
}

function readTotals({ m, c, k }: TierTotals, fromMs: number, slots: number, perSketch: number, sink: CellSink): void {
  for (const [row, metric] of m.entries()) {
    readCounts(c[row] as string[], metric, fromMs, slots, sink)
    if (!sink.wants(metric)) continue
    for (const [part, sketch] of (k[row] as string[]).entries())
      if (sketch !== '') sink.total(metric, sink.slotAt(fromMs + part * perSketch * SLOT_MS), { counts: [], sketch })
  }
}

/** A slot of the chart has many of ours: it gets them in one piece. */
function readCounts(columns: readonly string[], metric: number, fromMs: number, slots: number, sink: CellSink): void {
  let at = -1
  let sums: number[] = []
  forEachSlot(columns, slots, (slot, counts) => {
    const next = sink.slotAt(fromMs + slot * SLOT_MS)
    if (next === at) {
      for (let outcome = 0; outcome < counts.length; outcome++)
        sums[outcome] = (sums[outcome] as number) + (counts[outcome] as number)
      return
    }
    sink.total(metric, at, { counts: sums })
    at = next
    sums = counts
  })
  sink.total(metric, at, { counts: sums })
}

/** Each label's day in one piece. */
function readRows({ m, l, c, k, f, u }: TierSeries, fromMs: number, slots: number, sink: CellSink): void {
  const slot = sink.slotAt(fromMs)
  for (const [row, metric] of m.entries()) {
    if (!sink.wants(metric)) {
      sink.note(slot)
      continue
    }
    const counts = (c[row] as string[]).map((column) => columnSum(column, slots))
    sink.event(metric, l[row] as string, slot, { counts, sketch: k[row], failedUsers: f?.[row], users: u?.[row] })
  }
}

/** Counts lie in their slot; what a row keeps as a whole lies in the first slot that has any. */
function readSeries(series: TierSeries, fromMs: number, slots: number, slotMs: number, sink: CellSink): void {
  const { m, l, c, k, f, u } = series
  for (const [row, metric] of m.entries()) {
    if (!sink.wants(metric)) continue
    let whole = { sketch: k[row], failedUsers: f?.[row], users: u?.[row] }
    forEachSlot(c[row] as string[], slots, (slot, counts) => {
      sink.label(metric, l[row] as string, sink.slotAt(fromMs + slot * slotMs), { counts, ...whole })
      whole = NOTHING_MORE
    })
  }
}

const NOTHING_MORE = { sketch: undefined, failedUsers: undefined, users: undefined }

function noteRest(sink: CellSink, dropped: readonly [number, number][], demo: boolean | undefined): void {
  sink.dropped.push(...dropped)
  if (demo === true) sink.demo = true
}
