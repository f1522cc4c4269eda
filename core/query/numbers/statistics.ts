import { METRICS, type MetricName } from '../../../contract/metrics'
import { COUNTED, type Statistic } from '../../../contract/pages/numbers'
import type { Unit } from '../../../contract/pages/parts'
import type { Merged } from '../../evidence'
import { MINUTE_MS } from '../../time/units'
import { apdexOf, availabilityOf, distributionOf, quantileOf } from '../pages/figures'

/** What a statistic is reckoned with, beside what was measured. */
export interface Reckoning {
  /** how long the time is that was merged, ms */
  lengthMs: number
  /** T of the Apdex, ms */
  targetMs: number
}

type Reckon = (merged: Merged, reckoning: Reckoning) => number | null

const of = (field: 'minMs' | 'meanMs' | 'maxMs' | 'stddevMs') => (merged: Merged) =>
  distributionOf(merged)?.[field] ?? null

/** null is "cannot be told": nothing was measured of it. Nothing counted is 0. */
const RECKONED: Record<Statistic, Reckon> = {
  count: ({ total }) => total,
  perMinute: ({ total }, { lengthMs }) => total / (lengthMs / MINUTE_MS),
  ok: ({ ok }) => ok,
  failed: ({ failed }) => failed,
  availability: availabilityOf,
  failedShare: (merged) => {
    const share = availabilityOf(merged)
    return share === null ? null : 1 - share
  },
  min: of('minMs'),
  mean: of('meanMs'),
  max: of('maxMs'),
  stddev: of('stddevMs'),
  p50: quantileOf(0.5),
  p75: quantileOf(0.75),
  p90: quantileOf(0.9),
  p95: quantileOf(0.95),
  p99: quantileOf(0.99),
  apdex: (merged, { targetMs }) => apdexOf(merged, targetMs),
}

export const reckon = (statistic: Statistic, merged: Merged, reckoning: Reckoning): number | null =>
  RECKONED[statistic](merged, reckoning)

const SHARES: readonly Statistic[] = ['availability', 'failedShare', 'apdex']

/** @param metrics all of one unit */
export function unitOf(statistic: Statistic, metrics: readonly MetricName[]): Unit {
  if (SHARES.includes(statistic)) return 'share'
  return COUNTED.includes(statistic) ? 'events' : METRICS[metrics[0] as MetricName].unit
}
