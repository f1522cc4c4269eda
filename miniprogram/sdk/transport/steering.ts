import type { Steering } from '../../../contract/steering'
import { FLUSH_INTERVAL_MS } from '../catalogue'

/** What the cloud last asked for, within what is sensible. */
export interface Helm {
  /** how long what was seen may wait */
  intervalMs: number
  /** share of sessions whose detail is sent, 0…1 */
  sample: number
  /** when the cloud wants to hear from us again, by the phone's clock: its pause is a time of its own, which it tells along */
  pauseUntil: number
}

/** Until the cloud says otherwise. */
export const ownCourse: Helm = { intervalMs: FLUSH_INTERVAL_MS, sample: 1, pauseUntil: 0 }

export function steer(helm: Helm, steering: unknown, nowMs: number): void {
  const { intervalMs, sample, pauseUntil, now = nowMs } = Object(steering) as Steering
  if (intervalMs >= 1_000) helm.intervalMs = intervalMs
  if (sample >= 0 && sample !== null) helm.sample = Math.min(sample, 1)
  helm.pauseUntil = pauseUntil - now + nowMs || 0
}
