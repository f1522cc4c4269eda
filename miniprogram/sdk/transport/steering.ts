import type { Steering } from '../../../contract/steering'
import { FLUSH_INTERVAL_MS } from '../catalogue'

/** What the cloud last asked for, within what is sensible; its clock as a difference to ours. */
export interface Helm {
  intervalMs: number
  /** share of sessions whose detail is sent, 0…1 */
  sample: number
  /** ms until the cloud wants to hear from us again, 0: now */
  pausedMs(nowMs: number): number
  follow(steering: unknown, nowMs: number): void
}

export function takeHelm(): Helm {
  let pauseUntil = 0
  let aheadMs = 0
  const within = (value: unknown, low: number, high: number, otherwise: number) =>
    typeof value === 'number' && value >= low ? Math.min(value, high) : otherwise
  const helm: Helm = {
    intervalMs: FLUSH_INTERVAL_MS,
    sample: 1,
    pausedMs: (nowMs) => Math.max(0, pauseUntil - aheadMs - nowMs),
    follow(steering, nowMs) {
      const wish: Partial<Steering> = Object(steering)
      helm.intervalMs = within(wish.intervalMs, 1e3, 36e5, helm.intervalMs)
      helm.sample = within(wish.sample, 0, 1, helm.sample)
      pauseUntil = within(wish.pauseUntil, 0, 1e15, pauseUntil)
      aheadMs = within(wish.now, 1, 1e15, nowMs + aheadMs) - nowMs
    },
  }
  return helm
}
