import type { HeartbeatRule } from '../../contract/schemas/rule'
import type { Evidence } from '../evidence'
import { combine } from './combine'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/** What came regularly has stopped. Nothing received at all is silence too, once the fold has passed the window. */
export const judgeHeartbeat = (rule: HeartbeatRule, evidence: Evidence, minute: number): Verdict => {
  const window = windowOf(rule, minute)
  if (evidence.foldedThrough < window.to) return UNKNOWN
  const events = combine(evidence, rule.sources, window)?.total ?? 0
  const seen = { window: rule.windowMinutes, events }
  if (events > 0) return { holds: false, value: events, seen }
  const before = { from: window.from - rule.windowMinutes, to: window.from }
  const expected = combine(evidence, rule.sources, before)?.total ?? 0
  return { holds: expected >= rule.minBefore || 'unknown', value: 0, seen: { ...seen, expected } }
}
