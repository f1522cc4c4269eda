import type { ThresholdRule } from '../../contract/schemas/rule'
import type { Evidence, Merged } from '../evidence'
import { combine } from './combine'
import { compare } from './compare'
import { isClear } from './limit'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/** A quantile of timings, or the number of events, against a fixed value. Too few events: neither true nor false, unless it is clearly fine. */
export const judgeThreshold = (rule: ThresholdRule, evidence: Evidence, minute: number): Verdict => {
  const merged = combine(evidence, rule.sources, windowOf(rule, minute))
  const value = merged === null ? null : measured(rule, merged)
  if (merged === null || value === null) return UNKNOWN
  const holds = compare(value, rule.op, rule.value)
  const enough = merged.total >= rule.minEvents && merged.users.size >= rule.minUsers
  return {
    holds: holds && !enough ? 'unknown' : holds,
    isClear: isClear(rule, value),
    value,
    seen: {
      window: rule.windowMinutes,
      users: merged.users.size,
      events: merged.total,
      ...(rule.quantile === undefined ? {} : { seconds: Math.round(value / 100) / 10 }),
    },
  }
}

/** The number of events is known as soon as anything was received; a quantile needs timings. */
const measured = ({ quantile }: ThresholdRule, { sketch, total }: Merged): number | null => {
  if (quantile === undefined) return total
  return sketch === null || sketch.count === 0 ? null : sketch.quantile(quantile)
}
