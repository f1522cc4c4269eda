/**
 * What a series measures. `value`: any number. `latency`: positive, judged by ratios. `count`: events a point, also
 * sparse ones. `rate`: `value` events out of `of` trials.
 */
export type SeriesKind = 'value' | 'latency' | 'count' | 'rate'

/** How a kind's values enter the score, and come back. */
export interface Scale {
  toUnits(value: number, of: number): number
  fromUnits(units: number): number
}

const SMALLEST_LATENCY = 1e-3

/** Anscombe's shift: with it the square root of a Poisson count has the same spread at every level. */
const ANSCOMBE = 0.375

export const scales: Record<SeriesKind, Scale> = {
  value: { toUnits: (value) => value, fromUnits: (units) => units },
  latency: {
    toUnits: (value) => Math.log(Math.max(value, SMALLEST_LATENCY)),
    fromUnits: (units) => Math.exp(units),
  },
  count: {
    toUnits: (value) => 2 * Math.sqrt(Math.max(0, value) + ANSCOMBE),
    fromUnits: (units) => Math.max(0, (units / 2) ** 2 - ANSCOMBE),
  },
  rate: {
    toUnits: (value, of) => 2 * Math.asin(Math.sqrt(Math.min(1, (value + ANSCOMBE) / (of + 2 * ANSCOMBE)))),
    fromUnits: (units) => Math.sin(units / 2) ** 2,
  },
}
