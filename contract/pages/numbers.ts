import type { Dimension } from '../dimensions'
import type { MetricName } from '../metrics'
import type { Attempts, Chart, Distribution, PageHead, Unit } from './parts'
import type { Range } from './range'

/** Questions about any metric, for developers and for pages to come: what the pages of the indicators are made of. */

/** One number out of what was measured. Durations are in the metric's unit, ms unless it says otherwise. */
export const STATISTICS = [
  ...(['count', 'perMinute', 'ok', 'failed', 'availability', 'failedShare'] as const),
  ...(['min', 'mean', 'max', 'stddev', 'p50', 'p75', 'p90', 'p95', 'p99', 'apdex'] as const),
] as const
export type Statistic = (typeof STATISTICS)[number]

/** Of these only counts are needed; the others need durations. */
export const COUNTED: readonly Statistic[] = ['count', 'perMinute', 'ok', 'failed', 'availability', 'failedShare']

/** So many metrics are added up in one answer, and so many statistics drawn. */
export const ASKED_METRICS_MOST = 8
export const ASKED_STATISTICS_MOST = 6
export const TOP_MOST = 50

interface Asked {
  store: string
  /** added up; of one kind */
  metrics: MetricName[]
  /** absent: today */
  range?: Range
}

/** Lines over time. */
export interface SeriesQuery extends Asked {
  kind: 'series'
  statistics: Statistic[]
  /** of one label; absent: of all together. Labels are drawn by the hour up to two days, by the day beyond. */
  label?: string
}

/** The whole range by label or by what a phone told of itself. */
export interface BreakdownQuery extends Asked {
  kind: 'breakdown'
  by: 'label' | Dimension
}

/** The labels with most of something. */
export interface TopQuery extends Asked {
  kind: 'top'
  statistic: Statistic
  limit?: number
}

/** An hour of the week by an hour of the week. */
export interface HeatmapQuery extends Asked {
  kind: 'heatmap'
  statistic: Statistic
  /** of one label: then only of what is counted */
  label?: string
}

/** What every answer tells of itself: what was looked at, how far it is complete, what is missing. */
export type NumbersHead = Omit<PageHead, 'verdict'>

export interface SeriesAnswer extends NumbersHead {
  /** one a unit, in the order asked; each line's id is its statistic, comparisons and band are of the first of a chart */
  charts: Chart[]
  whole: NumbersRow
}

/** A label or value over the whole range; what is not known is null. */
export interface NumbersRow {
  /** of labels; null where several metrics are added up */
  metric: MetricName | null
  value: string
  /** in the owner's words, where there are any */
  title: string
  count: number
  attempts: Attempts
  /** in the metric's unit; null without any duration */
  distribution: Distribution | null
  apdex: number | null
}

export interface BreakdownAnswer extends NumbersHead {
  by: BreakdownQuery['by']
  /** most events first; they add up to the whole, rare values under `other`, untold ones under `unknown` */
  rows: NumbersRow[]
}

export interface TopAnswer extends NumbersHead {
  statistic: Statistic
  unit: Unit
  /** largest first; labels of which it is not known are left out */
  rows: (NumbersRow & { amount: number })[]
  /** labels that are not shown */
  others: number
}

export interface HeatmapAnswer extends NumbersHead {
  statistic: Statistic
  unit: Unit
  /** seven rows from Monday, 24 hours of the shop's clock; null: nothing was received in any of those hours */
  rows: (number | null)[][]
}
