import type { BaselineRule } from '../../contract/schemas/rule'
import type { Evidence, OrderTotals } from '../evidence'
import { compare } from './compare'
import { isClear } from './limit'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/** One week is luck: usual is what at least this many earlier weeks say. */
const MIN_WEEKS = 2

const amounts: Record<BaselineRule['of'], (totals: OrderTotals) => number> = {
  orders: ({ created }) => created,
  paid: ({ paid }) => paid,
  revenue: ({ paidFen }) => paidFen,
}

/** Orders or money as a multiple of what the same weekday brought at the same time. */
export const judgeBaseline = (rule: BaselineRule, evidence: Evidence, minute: number): Verdict => {
  const window = windowOf(rule, minute)
  const now = evidence.orders(window)
  const history = evidence.orderHistory(window)
  if (!now || history.length < MIN_WEEKS) return UNKNOWN
  const amount = amounts[rule.of]
  const expected = mean(history.map(amount))
  if (mean(history.map(amounts.orders)) < rule.minExpected || expected === 0) return UNKNOWN
  const value = amount(now) / expected
  return {
    holds: compare(value, rule.op, rule.value),
    isClear: isClear(rule, value),
    value,
    seen: {
      window: rule.windowMinutes,
      events: now.created,
      expected: Math.round(mean(history.map(amounts.orders))),
      yuan: Math.round(now.paidFen / 100),
      percent: Math.round(value * 100),
      times: Math.round(value * 10) / 10,
    },
  }
}

const mean = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0) / values.length
