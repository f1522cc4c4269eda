import type { Rule } from '../../contract/schemas/rule'
import { SETTLING_MINUTES } from '../rollup/closing'
import { pairsOf } from './burn'

/** How far back of a judged minute a store's rules look at measurements, minutes. Orders are read for themselves. */
export const reachOf = (rules: readonly Rule[]): number =>
  Math.max(0, ...rules.filter(({ enabled }) => enabled).map((rule) => longest(rule) + SETTLING_MINUTES))

const longest = (rule: Rule): number => {
  switch (rule.kind) {
    case 'burn':
      return Math.max(...pairsOf(rule).map(({ longMinutes }) => longMinutes))
    case 'heartbeat':
      return 2 * rule.windowMinutes
    case 'absence':
    case 'baseline':
      return 0
    default:
      return rule.windowMinutes
  }
}
