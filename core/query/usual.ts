import { METRICS, type MetricName } from '../../contract/metrics'
import { mergeSketches, type Sketch } from '../../contract/sketch/sketch'
import { decodeColumn } from '../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../rollup/foldDay'
import { TOTAL_SLOT_MINUTES } from '../rollup/foldHour'
import { storedSketch } from '../rollup/storedSketch'
import type { DayDocument } from '../rollup/tiers'

/** Earlier days that "usual" is made of. */
export const USUAL_DAYS = 7
/** Fewer measurements than this say nothing about what is usual. */
const FEWEST = 20

/** What was usual at this time of day on the last days. */
export interface Usual {
  /** null while too little is known */
  quantile(metrics: readonly MetricName[], q: number): number | null
  /** events in `minutes` at this time of day, on average of the days; null without days */
  events(metric: MetricName, minutes: number): number | null
  demo: boolean
}

/** @param minuteOfDay now, in the shop's clock; the hour before and after count as the same time of day */
export function usualOf(days: readonly DayDocument[], minuteOfDay: number): Usual {
  const hour = Math.floor(minuteOfDay / 60)
  return {
    quantile: (metrics, q) => {
      const all = mergeSketches(days.flatMap((day) => metrics.flatMap((metric) => sketchesOf(day, metric, hour))))
      return all.count < FEWEST ? null : all.quantile(q)
    },
    events: (metric, minutes) => {
      if (days.length === 0) return null
      const slots = Math.max(1, Math.round(minutes / TOTAL_SLOT_MINUTES))
      const last = Math.floor(minuteOfDay / TOTAL_SLOT_MINUTES)
      const sum = days.reduce((total, day) => total + eventsIn(day, metric, last - slots, last), 0)
      return sum / days.length
    },
    demo: days.some(({ demo }) => demo === true),
  }
}

function sketchesOf({ totals, hours }: DayDocument, metric: MetricName, hour: number): Sketch[] {
  const row = totals.m.indexOf(METRICS[metric].id)
  if (row < 0) return []
  const near = [hour - 1, hour, hour + 1].filter((index) => index >= 0 && index < hours)
  return near.flatMap((index) => storedSketch(totals.k[row]?.[index] ?? '') ?? [])
}

function eventsIn({ totals, hours }: DayDocument, metric: MetricName, from: number, to: number): number {
  const row = totals.m.indexOf(METRICS[metric].id)
  const columns = (totals.c[row] ?? []).map((column) => decodeColumn(column, hours * TOTAL_SLOTS_PER_HOUR))
  return columns.reduce((sum, column) => sum + column.slice(Math.max(0, from), to).reduce((a, b) => a + b, 0), 0)
}
