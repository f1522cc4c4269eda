import type { Rule } from '../../contract/schemas/rule'
import type { AlertStateDocument } from '../documents/alertState'
import type { Transition } from './transition'

/** No rule looks back further. */
const LONGEST_WINDOW_MINUTES = 1440

/** The rules that are switched on, those that depend on others last; otherwise in the pack's order. */
export const inhibitorsFirst = (rules: readonly Rule[]): Rule[] => {
  const enabled = rules.filter((rule) => rule.enabled)
  return [...enabled.filter((rule) => !rule.inhibitedBy), ...enabled.filter((rule) => rule.inhibitedBy)]
}

/**
 * One cause is one incident: where nobody can pay, money is missing too, and for as long as those minutes lie in the
 * window it will be. That says nothing new, and would hold the incident open after it is over.
 */
export const isInhibited = (
  rule: Rule,
  series: AlertStateDocument['series'],
  before: AlertStateDocument,
  minute: number,
): boolean =>
  (rule.inhibitedBy ?? []).some((id) => {
    const states = [...Object.values(series[id] ?? {}), ...Object.values(before.series[id] ?? {})]
    const endedAt = before.ended?.[id] ?? Number.NEGATIVE_INFINITY
    return states.some(({ state }) => state === 'firing') || minute - endedAt <= rule.windowMinutes
  })

/** Changes only when a rule that inhibits others ends: a quiet store is not written for it. */
export const endedRules = (
  rules: readonly Rule[],
  before: AlertStateDocument['ended'],
  transitions: readonly Transition[],
  minute: number,
): Record<string, number> => {
  const inhibitors = new Set(rules.flatMap((rule) => rule.inhibitedBy ?? []))
  const over = transitions.filter(({ rule, to }) => to === 'resolved' && inhibitors.has(rule))
  if (over.length === 0) return before ?? {}
  const recent = Object.entries(before ?? {}).filter(([, at]) => minute - at <= LONGEST_WINDOW_MINUTES)
  return Object.fromEntries([...recent, ...over.map(({ rule }) => [rule, minute] as const)])
}
