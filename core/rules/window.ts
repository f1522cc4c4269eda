import { LIMITS } from '../../contract/limits'
import type { Rule } from '../../contract/schemas/rule'
import type { Window } from '../evidence'

/** Minutes a settled rule stays behind the newest folded minute (DESIGN §4: ratios wait one flush interval). */
export const SETTLING_MINUTES = Math.ceil(LIMITS.flushIntervalMs / 60_000)

/** The event minutes a rule looks at when `minute` is judged, as [from, to). */
export const windowOf = (rule: Pick<Rule, 'freshness' | 'windowMinutes'>, minute: number): Window => {
  const to = minute + 1 - (rule.freshness === 'settled' ? SETTLING_MINUTES : 0)
  return { from: to - rule.windowMinutes, to }
}
