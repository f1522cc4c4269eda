import type { Rule } from '../../contract/schemas/rule'
import type { Window } from '../evidence'
import { SETTLING_MINUTES } from '../rollup/closing'

/** The event minutes a rule looks at when `minute` is judged, as [from, to). Settled rules stay behind (DESIGN §4). */
export const windowOf = (rule: Pick<Rule, 'freshness' | 'windowMinutes'>, minute: number): Window => {
  const to = minute + 1 - (rule.freshness === 'settled' ? SETTLING_MINUTES : 0)
  return { from: to - rule.windowMinutes, to }
}
