import type { Dimension } from '../../../contract/dimensions'
import type { MetricName } from '../../../contract/metrics'
import type { ContextName, ContextRow } from '../../../contract/pages/parts'
import { type BreakdownRow, breakdownsIn, type DimsSource } from '../../rollup/dims/readDims'
import { wholeMinutes } from '../../rollup/minuteParts'
import { MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import { valueTitle } from './contextWords'
import { attemptsOf, quantileOf } from './figures'
import type { PageSource } from './pageSource'

/** Breakdowns of the range: every ingest hour once, from its document or else from its minutes. */
export function dimsOf({ documents, plan }: PageSource): DimsSource {
  const { minutes, dimHours, dimDays } = documents
  if (plan.tier === 'days') return { days: dimDays }
  const made = new Set(dimHours.map(({ hour }) => hour))
  const rest = minutes.filter(({ minute }) => !made.has(Math.floor(minute / MINUTES_PER_HOUR)))
  return { hours: dimHours, minutes: wholeMinutes(rest) }
}

/** What some metrics did in the range, by every dimension. */
export function breakdownsOf(source: PageSource, metrics: readonly MetricName[]): Map<Dimension, BreakdownRow[]> {
  const { plan, store } = source
  const window = { from: plan.from / MINUTE_MS, to: Math.ceil(plan.to / MINUTE_MS) }
  return breakdownsIn(dimsOf(source), store._id, { metrics, window })
}

/** What some metrics did, by every dimension of which anything but `unknown` is known; most events first. */
export function contextRows(
  source: PageSource,
  metrics: readonly MetricName[],
): Partial<Record<ContextName, ContextRow[]>> {
  return Object.fromEntries(
    [...breakdownsOf(source, metrics)]
      .filter(([, own]) => own.some(({ value }) => value !== 'unknown'))
      .map(([dimension, own]) => [
        dimension,
        own.map(
          ({ value, merged }): ContextRow => ({
            ...{ value, title: valueTitle(dimension, value), attempts: attemptsOf(merged) },
            ...{ p50Ms: quantileOf(0.5)(merged), p95Ms: quantileOf(0.95)(merged) },
          }),
        ),
      ]),
  )
}
