import type { Steering } from '../../../contract/steering'
import { FLUSH_INTERVAL_MS } from '../catalogue'

/** What the cloud last asked for, within what is sensible. */
export interface Helm {
  intervalMs: number
  /** share of sessions whose detail is sent, 0…1 */
  sample: number
  /** ms until the cloud wants to hear from us again, 0: now */
  pausedMs(nowMs: number): number
  follow(steering: unknown, nowMs: number): void
}

export function takeHelm(): Helm {
  /** by the phone's clock: the cloud's pause is a time of its own clock, which it tells along */
  let pausedUntil = 0
  const helm: Helm = {
    intervalMs: FLUSH_INTERVAL_MS,
    sample: 1,
    pausedMs: (nowMs) => Math.max(0, pausedUntil - nowMs),
    follow(steering, nowMs) {
      const { intervalMs, sample, pauseUntil, now } = Object(steering) as Steering
      if (intervalMs >= 1_000) helm.intervalMs = intervalMs
      if (sample >= 0 && sample !== null) helm.sample = Math.min(sample, 1)
      pausedUntil = pauseUntil - (now || nowMs) + nowMs || 0
    },
  }
  return helm
}
