import type { TruthRule } from '../../contract/schemas/rule'
import type { Evidence } from '../evidence'
import { compare } from './compare'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/** Payments where phone and server do not fit, in orders and money. Without any payment seen there is nothing to compare. */
export const judgeTruth = (rule: TruthRule, evidence: Evidence, minute: number): Verdict => {
  const seen = evidence.truth(windowOf(rule, minute))
  if (seen === null) return UNKNOWN
  const { orders, fen } = seen[rule.of]
  return {
    holds: compare(orders, rule.op, rule.value),
    value: orders,
    seen: { window: rule.windowMinutes, events: orders, yuan: Math.round(fen / 100) },
  }
}
