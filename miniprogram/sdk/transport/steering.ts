import type { Steering } from '../../../contract/steering'
import { FLUSH_INTERVAL_MS } from '../catalogue'

/** What the cloud last asked for, within what is sensible. */
export interface Helm {
  /** how long what was seen may wait */
  sendEveryMs: number
  /** share of sessions whose detail is sent, 0…1 */
  detailShare: number
  /** when the cloud wants to hear from us again, by the phone's clock: its pause is a time of its own, which it tells along */
  resumeAt: number
}

/** Until the cloud says otherwise. */
export const ownCourse: Helm = { sendEveryMs: FLUSH_INTERVAL_MS, detailShare: 1, resumeAt: 0 }

export function steer(helm: Helm, steering: unknown, nowMs: number): void {
  const { intervalMs, sample, pauseUntil, now } = Object(steering) as Steering
  if (intervalMs >= 1_000) helm.sendEveryMs = intervalMs
  if (sample >= 0 && sample !== null) helm.detailShare = Math.min(sample, 1)
  helm.resumeAt = pauseUntil - (now || nowMs) + nowMs || 0
}
