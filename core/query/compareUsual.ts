/** Durations within this share of the usual are "the same": less is nothing a customer notices. */
const SAME = 0.15
/** Differences under a tenth of a second are never told. */
const SAME_MS = 100

export type AgainstUsual = 'same' | 'better' | 'worse' | 'unknown'

/** @param usualMs null while the usual is not known */
export function againstUsual(nowMs: number, usualMs: number | null): AgainstUsual {
  if (usualMs === null) return 'unknown'
  if (Math.abs(nowMs - usualMs) <= Math.max(SAME_MS, usualMs * SAME)) return 'same'
  return nowMs < usualMs ? 'better' : 'worse'
}
