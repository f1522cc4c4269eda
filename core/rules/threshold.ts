import type { ThresholdRule } from '../../contract/schemas/rule'
import type { Evidence } from '../evidence'
import { combine } from './combine'
import { compare } from './compare'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/** A quantile of timings against a fixed value. Too few events: neither true nor false, unless it is clearly fine. */
export const judgeThreshold = (rule: ThresholdRule, evidence: Evidence, minute: number): Verdict => {
  const merged = combine(evidence, rule.sources, windowOf(rule, minute))
  if (!merged?.sketch || merged.sketch.count === 0) return UNKNOWN
  const value = merged.sketch.quantile(rule.quantile)
  const holds = compare(value, rule.op, rule.value)
  const enough = merged.total >= rule.minEvents && merged.users.size >= rule.minUsers
  return {
    holds: holds && !enough ? 'unknown' : holds,
    value,
    seen: {
      window: rule.windowMinutes,
      users: merged.users.size,
      events: merged.total,
      seconds: Math.round(value / 100) / 10,
    },
  }
}
