import { LIMITS } from '../../contract/limits'
import type { Steering } from '../../contract/steering'

/** What a phone is told after a batch. While the plan has room: everything, once a minute. */
export const steer = (nowMs: number): Steering => ({
  intervalMs: LIMITS.flushIntervalMs,
  sample: 1,
  pauseUntil: 0,
  now: nowMs,
})
