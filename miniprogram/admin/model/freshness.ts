/** Older than this is not "now" (DESIGN-LANGUAGE §7). */
const staleAfterMs = 3 * 60_000
const daysStaleAfterMs = 3 * 60 * 60_000

/** What every answer tells of its time, epoch ms. */
export interface Timed {
  /** the cloud's clock */
  now: number
  zone: string
  /** what is told holds up to here; null before the first fold */
  foldedThrough: number | null
  /** which rollups answered; days are made once an hour */
  tier?: 'minutes' | 'hours' | 'days'
}

/** How old the picture is. Either the phone could not ask, or the monitor itself stands still: both make it old. */
export interface Freshness {
  stale: boolean
  /** What is shown was true at this time, epoch ms. */
  asOf: number
  ageMs: number
}

/** @param now epoch ms on the cloud's clock */
export function freshnessOf(answer: Timed, now: number): Freshness {
  const asOf = answer.foldedThrough ?? answer.now
  const ageMs = Math.max(0, now - asOf)
  return { stale: ageMs > (answer.tier === 'days' ? daysStaleAfterMs : staleAfterMs), asOf, ageMs }
}
