const { asin, exp, log, max, min, sin, sqrt } = Math

/**
 * What a series measures. `value`: any number. `latency`: positive, judged by ratios. `count`: events a point, also
 * sparse ones. `rate`: `value` events out of `of` trials.
 */
export type SeriesKind = 'value' | 'latency' | 'count' | 'rate'

/** How a kind's values enter the score, and come back. */
export interface Scale {
  toUnits(value: number, of: number): number
  fromUnits(units: number): number
  /** spread, in units, that a series of this kind has at least */
  least: number
}

const SMALLEST_LATENCY = 1e-3

/** Anscombe's shift: with it the square root of a Poisson count has the same spread at every level. */
const ANSCOMBE = 0.375

/** Least units that a count can have: those of zero. */
const ZERO_UNITS = 2 * sqrt(ANSCOMBE)
const ROOT = sqrt(1.5)

/** Mean count behind a mean of units: the closed form of the exact unbiased inverse (Mäkitalo and Foi, 2011). */
function countOf(units: number): number {
  const d = max(units, ZERO_UNITS)
  return max(0, (d * d) / 4 + ROOT / (4 * d) - 11 / (8 * d * d) + (5 * ROOT) / (8 * d ** 3) - 1 / 8)
}

export const scales: Record<SeriesKind, Scale> = {
  value: { toUnits: (value) => value, fromUnits: (units) => units, least: 0 },
  latency: {
    toUnits: (value) => log(max(value, SMALLEST_LATENCY)),
    fromUnits: (units) => exp(units),
    least: 0.02,
  },
  count: {
    toUnits: (value) => 2 * sqrt(max(0, value) + ANSCOMBE),
    fromUnits: countOf,
    least: 0.3,
  },
  rate: {
    toUnits: (value, of) => 2 * asin(sqrt(min(1, (value + ANSCOMBE) / (of + 2 * ANSCOMBE)))),
    fromUnits: (units) => sin(units / 2) ** 2,
    least: 0.02,
  },
}
