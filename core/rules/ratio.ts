import { outcomeCode } from '../../contract/outcomes'
import type { RatioRule } from '../../contract/schemas/rule'
import type { Evidence, Merged, Window } from '../evidence'
import { combine } from './combine'
import { compare } from './compare'
import { isClear } from './limit'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/**
 * A share of attempts against a fixed value. Nothing attempted is no data, never 0 % or 100 %.
 * Bad, but from too few events or users, is unknown: it must neither fire nor resolve what fires.
 */
export const judgeRatio = (rule: RatioRule, evidence: Evidence, minute: number): Verdict => {
  const window = windowOf(rule, minute)
  const merged = combine(evidence, rule.sources, window)
  const whole = wholeOf(rule, evidence, merged, window)
  if (!whole) return UNKNOWN
  const value = partOf(rule, merged) / whole
  const users = (rule.part === 'all' ? merged?.users : merged?.failedUsers)?.size ?? 0
  const holds = compare(value, rule.op, rule.value)
  const enough = whole >= rule.minEvents && users >= rule.minUsers
  return {
    holds: holds && !enough ? 'unknown' : holds,
    isClear: isClear(rule, value),
    value,
    seen: {
      window: rule.windowMinutes,
      users,
      events: whole,
      ok: merged?.ok ?? 0,
      failed: merged?.failed ?? 0,
      percent: Math.round(value * 100),
    },
  }
}

const wholeOf = (rule: RatioRule, evidence: Evidence, merged: Merged | null, window: Window): number => {
  if (rule.per) return evidence.merged(rule.per.metric, window, rule.per.label)?.total ?? 0
  return (merged?.ok ?? 0) + (merged?.failed ?? 0)
}

const partOf = (rule: RatioRule, merged: Merged | null): number => {
  if (!merged) return 0
  const { ok, failed, total: all } = merged
  if (rule.part === 'ok' || rule.part === 'failed' || rule.part === 'all') return { ok, failed, all }[rule.part]
  return merged.counts[outcomeCode(rule.part)] ?? 0
}
