import { compare } from '../../core/rules/compare'
import { burningPair } from '../../core/slo/burn'
import { type CaseRule, type CaseSeries, type Labels, labelKey, type ReplayCase } from './cases'
import { mean, pick, samplesIn, sum, valueAt } from './samples'

/** At `t` seconds the rule's condition holds for these labels. */
export type ConditionAt = (one: ReplayCase, t: number) => Labels[]

const sampleSecOf = (one: ReplayCase): number => one.sampleSec ?? 60

const isTrue = (rule: CaseRule, value: number | null): boolean =>
  value !== null && compare(value, rule.op ?? '>', rule.threshold ?? 0)

const instant: ConditionAt = (one, t) =>
  seriesOf(one)
    .filter((series) => isTrue(one.rule, valueAt(series, t, sampleSecOf(one))))
    .map(({ labels }) => labels)

const aggregates: Record<NonNullable<CaseRule['agg']>, (samples: number[]) => number> = {
  avg: mean,
  sum,
  min: (samples) => Math.min(...samples),
  max: (samples) => Math.max(...samples),
  count: (samples) => samples.length,
}

const window: ConditionAt = (one, t) =>
  seriesOf(one)
    .filter((series) => {
      const samples = samplesIn(series, t, one.rule.windowMin ?? 1, sampleSecOf(one))
      return samples.length > 0 && isTrue(one.rule, aggregates[one.rule.agg ?? 'avg'](samples))
    })
    .map(({ labels }) => labels)

/** Errors by requests; null where either has no sample. x/0 is Infinity here as in PromQL, in our rules it is no data. */
const ratioIn = (one: ReplayCase, requests: CaseSeries, t: number, minutes: number): number | null => {
  const errors = seriesOf(one).find(
    (series) => series.metric === 'err' && labelKey(series.labels) === labelKey(requests.labels),
  )
  const [bad, all] = [errors, requests].map((series) =>
    series === undefined ? [] : samplesIn(series, t, minutes, sampleSecOf(one)),
  ) as [number[], number[]]
  return bad.length === 0 || all.length === 0 ? null : sum(bad) / sum(all)
}

const requestsOf = (one: ReplayCase): CaseSeries[] => seriesOf(one).filter(({ metric }) => metric === 'req')

const ratio: ConditionAt = (one, t) =>
  requestsOf(one)
    .filter((requests) => {
      const minutes = one.rule.windowMin ?? 1
      const all = sum(samplesIn(requests, t, minutes, sampleSecOf(one)))
      return isTrue(one.rule, ratioIn(one, requests, t, minutes)) && all >= (one.rule.minReq ?? 0)
    })
    .map(({ labels }) => labels)

const burn: ConditionAt = (one, t) => {
  const pairs = (one.rule.pairs ?? []).map(({ long, short, factor }) => {
    return { longMinutes: long, shortMinutes: short, factor }
  })
  return requestsOf(one)
    .filter((requests) => burningPair(pairs, one.rule.budget ?? 0, (minutes) => ratioIn(one, requests, t, minutes)))
    .map(({ labels }) => labels)
}

const sumBy: ConditionAt = (one, t) => {
  const sums = new Map<string, { labels: Labels; value: number }>()
  for (const series of seriesOf(one)) {
    const value = valueAt(series, t, sampleSecOf(one))
    const labels = pick(series.labels, ['store'])
    const before = sums.get(labelKey(labels))?.value ?? 0
    if (value !== null) sums.set(labelKey(labels), { labels, value: before + value })
  }
  return [...sums.values()].filter(({ value }) => isTrue(one.rule, value)).map(({ labels }) => labels)
}

const absent: ConditionAt = (one, t) => whereNone(one, (series) => valueAt(series, t, sampleSecOf(one)) !== null)

const absentOverTime: ConditionAt = (one, t) =>
  whereNone(one, (series) => samplesIn(series, t, one.rule.windowMin ?? 1, sampleSecOf(one)).length > 0)

const whereNone = (one: ReplayCase, has: (series: CaseSeries) => boolean): Labels[] =>
  seriesOf(one).some(has) ? [] : [seriesOf(one)[0]?.labels ?? {}]

const seriesOf = (one: ReplayCase): CaseSeries[] => one.series ?? []

/** The kinds that are judged from their series. */
export const conditions: Record<string, ConditionAt> = {
  instant,
  restart_gap: instant,
  instant_lookback: instant,
  window,
  ratio,
  ratio_min_traffic: ratio,
  burn,
  burn_or: burn,
  sum_by: sumBy,
  absent,
  absent_over_time: absentOverTime,
}
