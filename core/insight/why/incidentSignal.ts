import type { ExpectedCourse, IncidentSignal } from '../../../contract/insight'
import type { MetricName } from '../../../contract/metrics'
import type { Rule, RuleSource } from '../../../contract/schemas/rule'
import type { IncidentDocument } from '../../documents/incident'
import type { MinuteDocument } from '../../documents/minute'
import type { StoreDocument } from '../../documents/store'
import type { Evidence, Window } from '../../evidence'
import { SETTLING_MINUTES } from '../../rollup/closing'
import { evidenceOf } from '../../rollup/readEvidence'
import type { HourDocument } from '../../rollup/tiers'
import { pairsOf } from '../../rules/burn'
import { combine } from '../../rules/combine'
import { judgeRatio } from '../../rules/ratio'
import { judgeThreshold } from '../../rules/threshold'
import { budgetOf } from '../../slo/burn'
import { MINUTE_MS, MINUTES_PER_HOUR, minuteOf } from '../../time/units'
import { countsEvidence } from '../backtest/countsEvidence'
import { PastCounts } from '../backtest/pastCounts'
import { SERIES, WATCHED_QUANTILE } from '../watch/series'

const BEFORE = 40
const AFTER = 15
/** Of a long incident the beginning is drawn: more points than these cannot be told apart on a phone. */
const LONGEST = 180
const MOST_POINTS = 90

type Shape = Pick<IncidentSignal, 'what' | 'metric' | 'quantile' | 'windowMinutes' | 'limit'>

/** How a rule's value is measured in a window; null where that cannot be told. */
interface Gauge extends Shape {
  value(evidence: Evidence, window: Window): number | null
}

/** The time that is drawn of an incident: epoch minutes, [from, to). */
export function signalWindow({ openedAt, resolvedAt }: IncidentDocument, nowMs: number): Window {
  const from = minuteOf(openedAt) - BEFORE
  const to = Math.min(minuteOf(resolvedAt ?? nowMs) + AFTER, minuteOf(nowMs), from + LONGEST)
  return { from, to: Math.max(to, from + 1) }
}

interface SignalSources {
  store: StoreDocument
  /** minutes from the longest window before `signalWindow` on */
  minutes: readonly MinuteDocument[]
  /** stored hours of the same time, where its minutes are no longer kept */
  hours: readonly HourDocument[]
  course: ExpectedCourse | null
  nowMs: number
}

/** Measurements about an incident, whatever they are kept by. */
interface Kept {
  evidenceAt(minute: number): Evidence
  /** something of the last minutes before it arrived: what came of a window's beginning only says nothing of its end */
  isWatched(minute: number): boolean
}

/**
 * What the rule that speaks for an incident measured, before, during and after it. Rules of orders show orders beside what
 * was expected of them. @returns null where nothing of it is kept any more
 */
export function incidentSignal(
  incident: IncidentDocument,
  rule: Rule | undefined,
  { store, minutes, hours, course, nowMs }: SignalSources,
): IncidentSignal | null {
  if (rule === undefined) return null
  const gauge = gaugeOf(rule)
  if (gauge === null) return courseSignal(course)
  const { from, to } = signalWindow(incident, nowMs)
  const kept = hours.length > 0 ? keptByHours(store, hours) : keptByMinutes(store, minutes, nowMs)
  const step = Math.max(1, Math.ceil((to - from) / MOST_POINTS))
  const ends: number[] = []
  // phones have not told yet of what has just passed: a share of it would be a wrong one
  for (let end = from; end <= Math.min(to, minuteOf(nowMs) - SETTLING_MINUTES); end += step) ends.push(end)
  const values = ends.map((end) => {
    const window = { from: end - gauge.windowMinutes, to: end }
    return kept.isWatched(end) ? gauge.value(kept.evidenceAt(end - 1), window) : null
  })
  if (values.every((value) => value === null)) return null
  const { what, metric, quantile, windowMinutes, limit } = gauge
  return {
    ...{ what, metric, quantile, windowMinutes, limit },
    ...{ at: ends.map((end) => end * MINUTE_MS), values, band: null },
  }
}

function keptByMinutes(store: StoreDocument, minutes: readonly MinuteDocument[], nowMs: number): Kept {
  const received = new Set(
    minutes.filter(({ stores }) => (stores[store._id]?.batches ?? 0) > 0).map(({ minute }) => minute),
  )
  const evidence = evidenceOf({ store, cutoff: minuteOf(nowMs), documents: minutes, hours: [], ordersThrough: null })
  return {
    evidenceAt: () => evidence,
    isWatched(to) {
      for (let minute = to - 1 - SETTLING_MINUTES; minute < to + SETTLING_MINUTES; minute++)
        if (received.has(minute)) return true
      return false
    },
  }
}

/** Counts are kept by the minute in hours too, durations by five minutes. */
function keptByHours({ _id }: StoreDocument, hours: readonly HourDocument[]): Kept {
  const numbers = hours.map(({ hour }) => hour)
  const [from, to] = [Math.min(...numbers), Math.max(...numbers) + 1]
  const counts = new PastCounts(hours, from * MINUTES_PER_HOUR, to * MINUTES_PER_HOUR)
  return {
    evidenceAt: (minute) => countsEvidence(_id, counts, minute + SETTLING_MINUTES),
    isWatched: (end) => counts.isKnown({ from: end - 1 - SETTLING_MINUTES, to: end + SETTLING_MINUTES }),
  }
}

const courseSignal = (course: ExpectedCourse | null): IncidentSignal | null =>
  course === null
    ? null
    : {
        ...{ what: 'orders', metric: null, quantile: null, windowMinutes: 5, limit: null },
        ...{ at: course.at, values: course.actual, band: { low: course.low, high: course.high } },
      }

/** A judged rule takes its window from the minute: settled ones stay behind, which is made up for here. */
const minuteFor = (rule: Rule, { to }: Window): number => to - 1 + (rule.freshness === 'settled' ? SETTLING_MINUTES : 0)

function gaugeOf(rule: Rule): Gauge | null {
  const shape = { metric: metricOf(rule), quantile: null, windowMinutes: rule.windowMinutes }
  switch (rule.kind) {
    case 'threshold':
      return {
        ...shape,
        what: rule.quantile === undefined ? 'events' : 'duration',
        quantile: rule.quantile ?? null,
        limit: limitOf(rule),
        value: (evidence, window) => judgeThreshold(rule, evidence, minuteFor(rule, window)).value,
      }
    case 'ratio':
      return {
        ...shape,
        what: rule.per ? 'perEvent' : rule.part === 'ok' ? 'okShare' : 'failedShare',
        limit: limitOf(rule),
        value: (evidence, window) => judgeRatio(rule, evidence, minuteFor(rule, window)).value,
      }
    case 'burn': {
      const [pair] = pairsOf(rule)
      if (pair === undefined) return null
      const limit = { value: pair.factor * budgetOf(rule.objective), side: 'above' as const }
      return {
        ...shape,
        what: 'failedShare',
        windowMinutes: pair.shortMinutes,
        limit,
        value: failedShare(rule.sources),
      }
    }
    case 'heartbeat':
      return { ...shape, what: 'events', limit: null, value: events(rule.sources) }
    case 'firstSeen':
      return { ...shape, what: 'events', limit: null, value: events([{ metric: rule.metric }]) }
    case 'anomaly':
      return phoneSeries(rule.series, rule.windowMinutes)
    default:
      return null
  }
}

const metricOf = (rule: Rule): MetricName | null =>
  'sources' in rule ? (rule.sources[0]?.metric ?? null) : rule.kind === 'firstSeen' ? rule.metric : null

const limitOf = ({ op, value }: { op: '>' | '>=' | '<' | '<='; value: number }): IncidentSignal['limit'] => ({
  value,
  side: op.startsWith('>') ? 'above' : 'below',
})

const failedShare = (sources: readonly RuleSource[]) => (evidence: Evidence, window: Window) => {
  const merged = combine(evidence, sources, window)
  const tried = (merged?.ok ?? 0) + (merged?.failed ?? 0)
  return merged === null || tried === 0 ? null : merged.failed / tried
}

const events = (sources: readonly RuleSource[]) => (evidence: Evidence, window: Window) =>
  combine(evidence, sources, window)?.total ?? null

/** A series of phones as the detector sees it, over the rule's window; orders have their course. */
function phoneSeries(name: keyof typeof SERIES, windowMinutes: number): Gauge | null {
  const { source } = SERIES[name]
  if (source.from === 'orders') return null
  const sources = source.metrics.map((metric) => ({ metric }))
  const shape = { metric: source.metrics[0] ?? null, quantile: null, windowMinutes, limit: null }
  if (source.take === 'events') return { ...shape, what: 'events', value: events(sources) }
  if (source.take === 'failures') return { ...shape, what: 'failedShare', value: failedShare(sources) }
  return {
    ...shape,
    what: 'duration',
    quantile: WATCHED_QUANTILE,
    value: (evidence, window) => {
      const sketch = combine(evidence, sources, window)?.sketch ?? null
      return sketch === null || sketch.count === 0 ? null : sketch.quantile(WATCHED_QUANTILE)
    },
  }
}
