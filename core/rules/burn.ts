import type { BurnRule } from '../../contract/schemas/rule'
import type { Evidence, Merged } from '../evidence'
import { type BurnPair, budgetOf, burningPair, burnRate } from '../slo/burn'
import { pairOf } from '../slo/windows/windowSet'
import { windowSets } from '../slo/windows/windowSets'
import { combine } from './combine'
import { UNKNOWN, type Verdict } from './verdict'
import { windowOf } from './window'

/**
 * The error budget burns too fast in a long and in a short window. The gate counts distinct customers who met a failure
 * in the long window: neither a minimum of requests nor of failures keeps one retrying phone from paging (ALERTING §3).
 */
export const judgeBurn = (rule: BurnRule, evidence: Evidence, minute: number): Verdict => {
  const pairs = pairsOf(rule)
  const inLast = remembered((minutes) =>
    combine(evidence, rule.sources, windowOf({ ...rule, windowMinutes: minutes }, minute)),
  )
  const burning = burningPair(pairs, budgetOf(rule.objective), (minutes) => failedShare(inLast(minutes)))
  const shown = burning ?? (pairs[0] as BurnPair)
  const merged = inLast(shown.longMinutes)
  const total = attempts(merged)
  if (!merged || total === 0 || (burning === undefined && attempts(inLast(shown.shortMinutes)) === 0)) return UNKNOWN
  const users = merged.failedUsers.size
  const enough = total >= rule.minEvents && users >= rule.minUsers
  const holds = burning !== undefined
  return {
    holds: holds && !enough ? 'unknown' : holds,
    value: burnRate({ bad: merged.failed, total }, rule.objective),
    seen: {
      window: shown.longMinutes,
      users,
      events: total,
      ok: merged.ok,
      failed: merged.failed,
      percent: Math.round((merged.failed / total) * 100),
    },
  }
}

/** In the order of the rule's names. */
export const pairsOf = (rule: Pick<BurnRule, 'windows' | 'pairs'>): BurnPair[] =>
  rule.pairs.flatMap((id) => windowSets[rule.windows].windows.filter((window) => window.id === id).map(pairOf))

const attempts = (merged: Merged | null): number => (merged?.ok ?? 0) + (merged?.failed ?? 0)

const failedShare = (merged: Merged | null): number | null =>
  attempts(merged) === 0 ? null : (merged?.failed ?? 0) / attempts(merged)

/** A window is merged once, however often it is asked for. */
const remembered = (read: (minutes: number) => Merged | null): ((minutes: number) => Merged | null) => {
  const known = new Map<number, Merged | null>()
  return (minutes) => {
    if (!known.has(minutes)) known.set(minutes, read(minutes))
    return known.get(minutes) as Merged | null
  }
}
