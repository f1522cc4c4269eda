import type { SeriesName } from '../../../contract/insight'
import { METRICS, type MetricName } from '../../../contract/metrics'
import type { SeriesKind } from '../kinds/kind'

/** Where a series' points come from: the shop's orders, or what phones measured of some metrics. */
export type SeriesSource =
  | { from: 'orders'; count: 'created' | 'paid' }
  | { from: 'phones'; metrics: readonly MetricName[]; take: 'events' | 'failures' | 'durations' }

export interface SeriesDefinition {
  kind: SeriesKind
  source: SeriesSource
  /** one point for so many minutes, at the last of them */
  stepMinutes: number
}

const CALLS: readonly MetricName[] = ['request', 'call', 'container']

/** Durations need some samples a point, and are stored by five minutes: a point of theirs is as long. */
export const SERIES: Record<SeriesName, SeriesDefinition> = {
  orders: { kind: 'count', source: { from: 'orders', count: 'created' }, stepMinutes: 1 },
  paid: { kind: 'count', source: { from: 'orders', count: 'paid' }, stepMinutes: 1 },
  visits: { kind: 'count', source: { from: 'phones', metrics: ['session'], take: 'events' }, stepMinutes: 1 },
  payFailures: { kind: 'rate', source: { from: 'phones', metrics: ['pay'], take: 'failures' }, stepMinutes: 1 },
  callFailures: { kind: 'rate', source: { from: 'phones', metrics: CALLS, take: 'failures' }, stepMinutes: 1 },
  durations: { kind: 'latency', source: { from: 'phones', metrics: CALLS, take: 'durations' }, stepMinutes: 5 },
}

export const metricIds = (metrics: readonly MetricName[]): ReadonlySet<number> =>
  new Set(metrics.map((metric) => METRICS[metric].id))

/** Of durations: the quantile that is watched, and the fewest samples of a point that says anything. */
export const WATCHED_QUANTILE = 0.9
export const FEWEST_SAMPLES = 12

/** A phone's measurements of minute t count for its point if they came by the end of t + LAG. */
export const LAG_MINUTES = 1
