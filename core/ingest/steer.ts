import { LIMITS } from '../../contract/limits'
import type { SavingLevel } from '../../contract/plan'
import type { Steering } from '../../contract/steering'
import { MINUTE_MS } from '../time/units'

/** While there is room phones report sooner than they must: it costs few writes, since most visits end before. */
const EAGER_MS = 40_000

/** Batches a minute that one instance takes, and how much detail is asked for then; ratios always travel. */
const STEPS: readonly { from: number; intervalMs: number; sample: number }[] = [
  { from: 2400, intervalMs: LIMITS.flushIntervalMs, sample: 0.1 },
  { from: 1200, intervalMs: LIMITS.flushIntervalMs, sample: 0.25 },
  { from: 600, intervalMs: LIMITS.flushIntervalMs, sample: 0.5 },
  { from: 300, intervalMs: LIMITS.flushIntervalMs, sample: 1 },
  { from: 0, intervalMs: EAGER_MS, sample: 1 },
]

/** At least so slow and at most so much detail, by how far the monitor saves (contract/plan.ts). */
const SAVINGS: Record<SavingLevel, { intervalMs: number; sample: number }> = {
  0: { intervalMs: 0, sample: 1 },
  1: { intervalMs: LIMITS.flushIntervalMs, sample: 1 },
  2: { intervalMs: LIMITS.flushIntervalMs, sample: 0.25 },
  3: { intervalMs: LIMITS.flushIntervalMs, sample: 0.1 },
}

/**
 * What a phone is told after a batch: the stricter of what this instance's load and the plan ask for.
 * @param batchesPerMinute that this instance takes in
 */
export function steer(nowMs: number, batchesPerMinute = 0, saving: SavingLevel = 0): Steering {
  const step = STEPS.find(({ from }) => batchesPerMinute >= from) as (typeof STEPS)[number]
  const asked = SAVINGS[saving]
  return {
    intervalMs: Math.max(step.intervalMs, asked.intervalMs),
    sample: Math.min(step.sample, asked.sample),
    pauseUntil: 0,
    now: nowMs,
  }
}

/** For who sends far too much: silence for a minute, and then what everybody is asked. */
export const hush = (asked: Steering): Steering => ({ ...asked, pauseUntil: asked.now + MINUTE_MS })
