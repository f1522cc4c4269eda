import type { Band } from '../../../contract/pages/parts'
import { WATCHED_QUANTILE } from '../../insight/watch/series'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/units'
import { OPERATIONS, quantileOf } from './figures'
import type { PageSource } from './pageSource'

/** Beyond this a slot holds more than what a baseline tells of. */
const LONGEST_SLOT_MS = HOUR_MS
const RATIO_DAYS = 7
/** Fewer durations than these have no quantile worth a ratio. */
const FEWEST = 200

/**
 * Where nine in ten points of a line of durations are usual, from the learnt baseline of the same operations. That is kept
 * of another quantile, so it is stretched by how far the two lay apart in the last week. @param quantile of the line
 * @returns null where nothing is learnt, or the slots are too long for it
 */
export function usualBand({ plan, outlook, history, measured }: PageSource, quantile: number): Band | null {
  if (outlook === null || plan.stepMs > LONGEST_SLOT_MS) return null
  const before = history.span(OPERATIONS, { from: plan.from - RATIO_DAYS * DAY_MS, to: plan.from })
  const known = [before, measured.sum(OPERATIONS)].find((merged) => (merged?.sketch?.count ?? 0) >= FEWEST)
  const [asked, watched] = [quantile, WATCHED_QUANTILE].map((q) => (known == null ? null : quantileOf(q)(known)))
  if (asked == null || watched == null || watched <= 0) return null
  const points = outlook.at('durations', middles(plan.at, plan.stepMs))
  const stretch = (ms: number) => Math.round((ms * asked) / watched)
  return {
    label: '平时',
    low: points.map(({ low }) => stretch(low)),
    high: points.map(({ high }) => stretch(high)),
  }
}

const middles = (at: readonly number[], stepMs: number): number[] =>
  at.map((from) => Math.floor((from + stepMs / 2) / MINUTE_MS) * MINUTE_MS)
