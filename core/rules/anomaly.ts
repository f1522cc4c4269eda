import type { Sensitivity } from '../../contract/insight'
import type { MetricName } from '../../contract/metrics'
import type { AnomalyRule } from '../../contract/schemas/rule'
import type { Evidence, Merged, Window } from '../evidence'
import { alertDefaults } from '../insight/alert/alertLayer'
import type { SeriesReading } from '../insight/watch/reading'
import { LAG_MINUTES, SERIES } from '../insight/watch/series'
import { UNKNOWN, type Verdict } from './verdict'

/** A series younger than this knows no week yet, and speaks too often. */
const LEARNING_DAYS = 3
/** What a rule asks for beyond the evidence with which the detector opens an alert. */
const ASKED_MORE: Record<Sensitivity, number> = { keen: 0, usual: 0.5, calm: 2 }

/**
 * What the detector of a series says, on the side the rule is about: it begins with enough evidence, and lasts as long as
 * the detector's alert is open.
 */
export const judgeAnomaly = (rule: AnomalyRule, evidence: Evidence, minute: number): Verdict => {
  const reading = evidence.reading?.(rule.series) ?? null
  if (reading === null || reading.days < LEARNING_DAYS) return UNKNOWN
  const isOpen = reading.open && (rule.side === 'either' || rule.side === reading.side)
  const asked = alertDefaults[SERIES[rule.series].kind].open + ASKED_MORE[rule.sensitivity]
  const to = minute + 1 - LAG_MINUTES
  const seen = seenIn(rule, reading, evidence, { from: to - rule.windowMinutes, to })
  if (seen === null) return UNKNOWN
  const isSaid = seen.value === null || kindOf(rule) !== 'count' || isMaterial(rule.side, seen.value)
  return { holds: isOpen && isSaid && reading.evidence >= asked, isClear: !isOpen, ...seen }
}

const kindOf = (rule: AnomalyRule) => SERIES[rule.series].kind

/**
 * A detector looks at minutes, a message tells of its window: a dip that the window has made up for by now is none that
 * anybody should be told of.
 * @param times actual in parts of what was expected
 */
const isMaterial = (side: AnomalyRule['side'], times: number): boolean =>
  (side !== 'above' && times <= 1 - MATERIAL) || (side !== 'below' && times >= 1 + MATERIAL)
const MATERIAL = 0.15

type Seen = Pick<Verdict, 'value' | 'seen'>

/** null: too little to tell. */
const seenIn = (rule: AnomalyRule, reading: SeriesReading, evidence: Evidence, window: Window): Seen | null => {
  const { kind, source } = SERIES[rule.series]
  const expected = reading.usual[0] ?? 0
  if (kind === 'count') return countsIn(rule, reading, evidence, window)
  if (source.from === 'orders' || reading.value === null) return reading.open ? null : { value: null, seen: {} }
  const merged = source.metrics.flatMap((metric: MetricName) => evidence.merged(metric, window) ?? [])
  const all = (of: (one: Merged) => number): number => merged.reduce((sum, one) => sum + of(one), 0)
  const users = new Set(merged.flatMap(({ failedUsers }) => [...failedUsers])).size
  const events = all(({ total }) => total)
  if (events < rule.minEvents || users < rule.minUsers) return reading.open ? null : { value: reading.value, seen: {} }
  if (kind === 'latency')
    return { value: reading.value, seen: { window: rule.windowMinutes, events, seconds: tenths(reading.value / 1000) } }
  const [ok, failed] = [all((one) => one.ok), all((one) => one.failed)]
  const share = ok + failed === 0 ? 0 : failed / (ok + failed)
  const percent = Math.round(share * 100)
  return {
    value: share,
    seen: { window: rule.windowMinutes, events, users, ok, failed, percent, expected: tenths(expected * 100) },
  }
}

const countsIn = (rule: AnomalyRule, reading: SeriesReading, evidence: Evidence, window: Window): Seen | null => {
  if (!reading.open) return { value: null, seen: {} }
  const expected = reading.usual.slice(0, rule.windowMinutes).reduce((sum, usual) => sum + usual, 0)
  const events = eventsIn(rule, evidence, window)
  if (events === null || expected < rule.minExpected) return null
  return {
    value: expected > 0 ? events / expected : null,
    seen: {
      window: rule.windowMinutes,
      events,
      expected: Math.round(expected),
      ...(expected > 0 ? { percent: Math.round((events / expected) * 100), times: tenths(events / expected) } : {}),
    },
  }
}

const eventsIn = (rule: AnomalyRule, evidence: Evidence, window: Window): number | null => {
  const { source } = SERIES[rule.series]
  if (source.from === 'orders') return evidence.orders(window)?.[source.count] ?? null
  return source.metrics.reduce((sum, metric) => sum + (evidence.merged(metric, window)?.total ?? 0), 0)
}

const tenths = (value: number): number => Math.round(value * 10) / 10
