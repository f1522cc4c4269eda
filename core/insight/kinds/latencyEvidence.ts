import { S } from '../score/scalars'

const { abs, max, min } = Math

/** Some half an hour is looked at together: one slow minute is no drift. */
const LEVEL_GAIN = 0.03
/** Its usual size follows within two days. */
const SIZE_GAIN = 0.0004
const LEAST_SIZE = 0.012
const FIRST_SIZE = 0.06
/** Six times the usual size opens an alert; the first days, when the profile is young, count less. */
const WORTH = 0.8
const GROWN_DAYS = 3

/** Evidence that durations have drifted from what the season says, in either direction. In logarithms: by ratio. */
export function driftEvidence(f: Float32Array, deviation: number, days: number): number {
  const level = (f[S.driftLevel] as number) + LEVEL_GAIN * (deviation - (f[S.driftLevel] as number))
  f[S.driftLevel] = level
  const usual = max(LEAST_SIZE, (f[S.driftSize] as number) || FIRST_SIZE)
  const z = abs(level) / usual
  const attention = z > 3 ? 0.1 : 1
  f[S.driftSize] = usual + SIZE_GAIN * attention * (min(abs(level), 4 * usual) - usual)
  return WORTH * z * min(1, days / GROWN_DAYS)
}
