import type { Level } from '../../../../contract/health'
import type { MetricDefinition, MetricName } from '../../../../contract/metrics'
import { METRICS } from '../../../../contract/metrics'
import type { ApiRow } from '../../../../contract/pages/response'
import type { Merged } from '../../../evidence'
import type { ApiSpread } from '../../../rollup/dims/readDims'
import { apiName } from '../../../slo/apiSettings'
import { apdexOf, attemptsOf, distributionOf, outcomesOf, quantileOf, RESPONSE_METRICS, targetOf } from '../figures'
import type { PageSource } from '../pageSource'
import { contributionsOf } from './consistency'

/** Shares of failed attempts, as the rules have them (database/rules/availability). */
const FAILING = 0.1
const SOME_FAILING = 0.02
/** Fewer attempts are one customer's bad luck. */
const ENOUGH = 5
/** Contexts told of each API. */
const EXPLAINED = 3

/** Each API that was called, the worst first. */
export function apiRows(source: PageSource, spreads: readonly ApiSpread[]): ApiRow[] {
  return RESPONSE_METRICS.flatMap((metric) =>
    [...source.measured.byLabel(metric)].map(([label, merged]) => rowOf(source, spreads, metric, label, merged)),
  ).sort(
    (a, b) =>
      URGENCY[b.level] - URGENCY[a.level] ||
      b.attempts.failed - a.attempts.failed ||
      (b.distribution?.p95Ms ?? 0) - (a.distribution?.p95Ms ?? 0) ||
      (a.label < b.label ? -1 : 1),
  )
}

const URGENCY: Record<Level, number> = { crit: 3, warn: 2, ok: 1, none: 0 }

function rowOf(
  source: PageSource,
  spreads: readonly ApiSpread[],
  metric: MetricName,
  label: string,
  merged: Merged,
): ApiRow {
  const { settings, plan, history } = source
  const targetMs = targetOf(settings, metric, label)
  const spread = spreads.filter((one) => one.metric === METRICS[metric].id && one.label === label)
  const [earlier] = plan.earlier
  const before = earlier === undefined ? undefined : history.labels(metric, earlier).get(label)
  return {
    ...{ metric, label, name: apiName(settings, label) },
    level: levelOf(metric, merged),
    attempts: attemptsOf(merged),
    distribution: distributionOf(merged),
    apdex: apdexOf(merged, targetMs),
    targetMs,
    p95BeforeMs: before === undefined ? null : quantileOf(0.95)(before),
    outcomes: outcomesOf(merged),
    contributions: spread.length === 0 ? [] : contributionsOf(source, spread).slice(0, EXPLAINED),
  }
}

function levelOf(metric: MetricName, merged: Merged): Level {
  const all = merged.ok + merged.failed
  if (all < ENOUGH) return 'none'
  const { thresholds }: MetricDefinition = METRICS[metric]
  const p95 = quantileOf(0.95)(merged) ?? 0
  const share = merged.failed / all
  if (share > FAILING || (thresholds !== undefined && p95 > thresholds.poor)) return 'crit'
  return share > SOME_FAILING || (thresholds !== undefined && p95 > thresholds.good) ? 'warn' : 'ok'
}
