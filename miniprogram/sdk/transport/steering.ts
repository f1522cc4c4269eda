import { LIMITS } from '../../../contract/limits'
import type { Steering } from '../../../contract/steering'

/** What the cloud last asked for, within what is sensible; its clock as a difference to ours. */
export interface Helm {
  intervalMs(): number
  /** 0…1 */
  sample(): number
  /** ms until the cloud wants to hear from us again, 0: now */
  pausedMs(nowMs: number): number
  follow(steering: Partial<Steering> | undefined, nowMs: number): void
}

export function takeHelm(): Helm {
  let intervalMs: number = LIMITS.flushIntervalMs
  let sample = 1
  let pauseUntil = 0
  let aheadMs = 0
  const within = (value: unknown, low: number, high: number, otherwise: number) =>
    typeof value === 'number' && value >= low ? Math.min(value, high) : otherwise
  return {
    intervalMs: () => intervalMs,
    sample: () => sample,
    pausedMs: (nowMs) => Math.max(0, pauseUntil - aheadMs - nowMs),
    follow(steering, nowMs) {
      if (!steering) return
      intervalMs = within(steering.intervalMs, 1_000, 3_600_000, intervalMs)
      sample = within(steering.sample, 0, 1, sample)
      pauseUntil = within(steering.pauseUntil, 0, Number.MAX_SAFE_INTEGER, pauseUntil)
      aheadMs = within(steering.now, 1, Number.MAX_SAFE_INTEGER, nowMs + aheadMs) - nowMs
    },
  }
}
