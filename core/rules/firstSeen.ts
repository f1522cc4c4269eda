import type { FirstSeenRule } from '../../contract/schemas/rule'
import type { StoreDocument } from '../documents/store'
import type { Evidence } from '../evidence'
import { DAY_MS, MINUTE_MS } from '../time/units'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/** On its first day everything a shop reports is new. */
const LEARNING_MS = DAY_MS

/** An error that nobody met before the window, met by enough customers. Of several the one that hits most speaks. */
export const judgeFirstSeen = (
  rule: FirstSeenRule,
  evidence: Evidence,
  minute: number,
  store: StoreDocument,
): Verdict => {
  const window = windowOf(rule, minute)
  if (store.firstSeenAt === null || minute * MINUTE_MS - store.firstSeenAt < LEARNING_MS) return UNKNOWN
  if (evidence.merged(rule.metric, window) === null) return UNKNOWN
  const fresh = evidence.labels(rule.metric, window).flatMap((label) => {
    const firstAt = evidence.firstSeen(label)
    const merged = evidence.merged(rule.metric, window, label)
    const isNew = firstAt !== null && firstAt >= window.from * MINUTE_MS && merged !== null
    return isNew ? [{ users: merged.users.size, events: merged.total }] : []
  })
  const worst = fresh.sort((a, b) => b.users - a.users || b.events - a.events)[0] ?? { users: 0, events: 0 }
  const enough = worst.users >= rule.minUsers && worst.events >= rule.minEvents
  return {
    holds: fresh.length === 0 ? false : enough || 'unknown',
    value: fresh.length,
    seen: { window: rule.windowMinutes, users: worst.users, events: worst.events },
  }
}
