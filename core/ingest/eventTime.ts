import { LIMITS } from '../../contract/limits'
import { MINUTE_MS, minuteOf } from '../time/units'

/**
 * A phone's clock may be wrong; the cloud's is not. The difference at sending shifts all of a batch by whole minutes,
 * so that the seconds a request takes move nothing over a minute's edge.
 * @returns minutes to add to the phone's minutes
 */
export const clockShiftMinutes = (receivedAtMs: number, sentAtMs: number): number =>
  Math.round((receivedAtMs - sentAtMs) / MINUTE_MS)

export type Arrival = 'in_time' | 'too_late' | 'too_early'

/** @param eventMinute corrected epoch minute */
export function arrivalOf(eventMinute: number, receivedAtMs: number): Arrival {
  const agoMs = (minuteOf(receivedAtMs) - eventMinute) * MINUTE_MS
  if (agoMs > LIMITS.latenessMs) return 'too_late'
  return agoMs < -LIMITS.futureMs ? 'too_early' : 'in_time'
}

const LATENESS_MINUTES = LIMITS.latenessMs / MINUTE_MS

/** How many minutes before its arrival an accepted event happened: the event-time column of a fold, 0 … 1440. */
export const minutesBefore = (ingestMinute: number, eventMinute: number): number =>
  Math.min(LATENESS_MINUTES, Math.max(0, ingestMinute - eventMinute))
