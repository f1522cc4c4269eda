import { METRICS, type MetricName } from '../../contract/metrics'
import { decodeColumn } from '../rollup/columns'
import { TOTAL_SLOTS_PER_HOUR } from '../rollup/foldDay'
import { MergedParts } from '../rollup/mergedParts'
import type { DayDocument } from '../rollup/tiers'
import { TOTAL_SLOT_MINUTES } from '../rollup/tiers'

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

/** What was reckoned of days that an instance keeps: they are the same list until they are read again. */
const reckoned = new WeakMap<readonly DayDocument[], Map<string, number | null>>()

/** @param minuteOfDay now, in the shop's clock; the hour before and after count as the same time of day */
export function usualOf(days: readonly DayDocument[], minuteOfDay: number): Usual {
  const hour = Math.floor(minuteOfDay / 60)
  const known = reckoned.get(days) ?? new Map<string, number | null>()
  reckoned.set(days, known)
  return {
    quantile: (metrics, q) => {
      const key = `${hour}|${q}|${metrics.join()}`
      if (!known.has(key)) known.set(key, quantileAt(days, metrics, hour, q))
      return known.get(key) as number | null
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

function quantileAt(
  days: readonly DayDocument[],
  metrics: readonly MetricName[],
  hour: number,
  q: number,
): number | null {
  const all = new MergedParts()
  for (const { totals, hours } of days)
    for (const metric of metrics) {
      const row = totals.k[totals.m.indexOf(METRICS[metric].id)] ?? []
      for (const index of [hour - 1, hour, hour + 1])
        if (index >= 0 && index < hours) all.add({ counts: [], sketch: row[index] })
    }
  return all.sketch === null || all.sketch.count < FEWEST ? null : all.sketch.quantile(q)
}

function eventsIn({ totals, hours }: DayDocument, metric: MetricName, from: number, to: number): number {
  const row = totals.m.indexOf(METRICS[metric].id)
  const columns = (totals.c[row] ?? []).map((column) => decodeColumn(column, hours * TOTAL_SLOTS_PER_HOUR))
  return columns.reduce((sum, column) => sum + column.slice(Math.max(0, from), to).reduce((a, b) => a + b, 0), 0)
}
