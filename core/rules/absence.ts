import type { AbsenceRule } from '../../contract/schemas/rule'
import type { StoreDocument } from '../documents/store'
import type { Evidence, OrderTotals } from '../evidence'
import { MINUTE_MS } from '../time/units'
import { openedMinutesAgo } from './openingHours'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

const amounts: Record<AbsenceRule['of'], (totals: OrderTotals) => number> = {
  orders: ({ created }) => created,
  paid: ({ paid }) => paid,
}

/** No orders where some are due. History decides what is due; without it, only a long silence after earlier orders counts. */
export const judgeAbsence = (rule: AbsenceRule, evidence: Evidence, minute: number, store: StoreDocument): Verdict => {
  const window = windowOf(rule, minute)
  const now = evidence.orders(window)
  if (!now) return UNKNOWN
  const amount = amounts[rule.of]
  if (amount(now) > 0)
    return { holds: false, value: amount(now), seen: { window: rule.windowMinutes, events: amount(now) } }
  const history = evidence.orderHistory(window)
  if (history.length === 0) return judgeWithoutHistory(rule, evidence, minute, store)
  const expected = history.reduce((total, week) => total + amount(week), 0) / history.length
  return {
    holds: expected >= rule.minExpected,
    value: 0,
    seen: { window: rule.windowMinutes, events: 0, expected: Math.round(expected) },
  }
}

const judgeWithoutHistory = (rule: AbsenceRule, evidence: Evidence, minute: number, store: StoreDocument): Verdict => {
  const to = minute + 1
  const from = to - rule.withoutHistoryMinutes
  const opened = openedMinutesAgo(store, minute * MINUTE_MS)
  if (opened === null || opened <= rule.withoutHistoryMinutes) return UNKNOWN
  const silence = evidence.orders({ from, to })
  const earlier = evidence.orders({ from: minute - opened, to: from })
  const amount = amounts[rule.of]
  if (!silence || !earlier || amount(earlier) === 0) return UNKNOWN
  return {
    holds: amount(silence) === 0,
    value: amount(silence),
    seen: { window: rule.withoutHistoryMinutes, events: amount(silence) },
  }
}
