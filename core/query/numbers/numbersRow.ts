import type { MetricName } from '../../../contract/metrics'
import type { NumbersRow } from '../../../contract/pages/numbers'
import type { Merged } from '../../evidence'
import { apiName } from '../../slo/apiSettings'
import { apdexOf, attemptsOf, distributionOf, targetOf } from '../pages/figures'
import type { PageSource } from '../pages/pageSource'

/** One row of an answer. @param metric null where several are added up: T is then that of the first */
export function rowOf(
  { settings }: PageSource,
  metrics: readonly MetricName[],
  { metric, value, title }: Pick<NumbersRow, 'metric' | 'value' | 'title'>,
  merged: Merged,
): NumbersRow {
  const targetMs = targetOf(settings, metric ?? (metrics[0] as MetricName), metric === null ? '' : value)
  return {
    ...{ metric, value, title, count: merged.total },
    ...{ attempts: attemptsOf(merged), distribution: distributionOf(merged), apdex: apdexOf(merged, targetMs) },
  }
}

/** Every label of some metrics, in no order. */
export const labelRows = (source: PageSource, metrics: readonly MetricName[]): { row: NumbersRow; merged: Merged }[] =>
  metrics.flatMap((metric) =>
    [...source.measured.byLabel(metric)].map(([value, merged]) => ({
      row: rowOf(source, metrics, { metric, value, title: apiName(source.settings, value) ?? value }, merged),
      merged,
    })),
  )

/** Most first; equal ones by name. */
export const byCount = (a: NumbersRow, b: NumbersRow): number =>
  b.count - a.count || (a.value < b.value ? -1 : a.value > b.value ? 1 : 0)
