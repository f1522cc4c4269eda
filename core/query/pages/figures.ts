import { METRICS, type MetricDefinition, type MetricName } from '../../../contract/metrics'
import { OUTCOMES, outcomeCode } from '../../../contract/outcomes'
import type { Attempts, Distribution, Figure } from '../../../contract/pages/parts'
import { spreadOf } from '../../consistency/spread'
import type { SettingsDocument } from '../../documents/settings'
import type { Merged } from '../../evidence'
import { apiTargetMs } from '../../slo/apiSettings'
import type { PageSource } from './pageSource'

/** Everything that answers a tap: HTTP, functions, files, database, sockets. */
export const RESPONSE_METRICS = ['request', 'call', 'upload', 'download', 'container', 'database', 'socket'] as const

/** Of which availability and satisfaction are told. */
export const OPERATIONS = ['request', 'call', 'container'] as const

export const attemptsOf = ({ ok, failed, total }: Merged): Attempts => ({
  ...{ ok, failed, other: total - ok - failed },
  availability: ok + failed === 0 ? null : ok / (ok + failed),
})

export const availabilityOf = (merged: Merged): number | null => attemptsOf(merged).availability

export const distributionOf = ({ sketch }: Merged): Distribution | null => (sketch === null ? null : spreadOf(sketch))

export const quantileOf =
  (q: number) =>
  ({ sketch }: Pick<Merged, 'sketch'>): number | null =>
    sketch === null || sketch.count === 0 ? null : sketch.quantile(q)

/** Over four times the target nobody is content. Source: the Apdex specification, version 1.1. */
const TOLERATED_TIMES = 4

/** Shares of attempts; they add up to 1. */
export interface Satisfaction {
  satisfied: number
  tolerating: number
  frustrated: number
}

/**
 * How content who waited is. Failed attempts satisfy nobody. Rollups keep the durations of attempts that went well and of
 * those that failed together, so the failed ones are taken to have lasted like all of them.
 * @param targetMs T of this API
 */
export function satisfactionOf({ ok, failed, sketch }: Merged, targetMs: number): Satisfaction | null {
  if (ok + failed === 0) return null
  const well = ok / (ok + failed)
  if (well === 0) return { satisfied: 0, tolerating: 0, frustrated: 1 }
  if (sketch === null || sketch.count === 0) return null
  const satisfied = (sketch.countUpTo(targetMs) / sketch.count) * well
  const tolerating = (sketch.countUpTo(targetMs * TOLERATED_TIMES) / sketch.count) * well - satisfied
  return { satisfied, tolerating, frustrated: 1 - satisfied - tolerating }
}

export function apdexOf(merged: Merged, targetMs: number): number | null {
  const shares = satisfactionOf(merged, targetMs)
  return shares === null ? null : shares.satisfied + shares.tolerating / 2
}

/** T of an API: the shop's own setting, or what the catalogue calls good. */
export function targetOf(settings: SettingsDocument, metric: MetricName, label = ''): number {
  const definition: MetricDefinition = METRICS[metric]
  return apiTargetMs(settings, label) ?? definition.thresholds?.good ?? METRICS.call.thresholds.good
}

/** Against the first of the plan's earlier spans. */
export function figureOf(
  { measured, history, plan }: PageSource,
  metrics: readonly MetricName[],
  value: (merged: Merged) => number | null,
): Figure {
  const [earlier] = plan.earlier
  const merged = earlier === undefined ? null : history.span(metrics, earlier)
  const before = merged === null ? null : value(merged)
  return {
    value: measured.any ? value(measured.sum(metrics)) : null,
    before,
    beforeLabel: before === null ? '' : (earlier?.label ?? ''),
  }
}

const OK = outcomeCode('ok')

/** How attempts ended that did not go well, most frequent first. */
export const outcomesOf = ({ counts }: Merged): { outcome: string; count: number }[] =>
  counts
    .map((count, code) => ({ outcome: OUTCOMES[code] as string, count, code }))
    .filter(({ count, code }) => count > 0 && code !== OK)
    .sort((a, b) => b.count - a.count || a.code - b.code)
    .map(({ outcome, count }) => ({ outcome, count }))
