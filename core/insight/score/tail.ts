import { TAIL_BINS } from './layout'

const { abs, floor, log10, log2, max, min } = Math

/** Octaves of |z| from 2^-2 up, two bins each. */
const FIRST_OCTAVE = -2
const BINS_PER_OCTAVE = 2
const RENORMALISE_AT = 1e6

/** Floats a tail takes: bins below zero, bins above, total weight, weight of the next sample. */
export const TAIL_FLOATS = 2 * TAIL_BINS + 2

/** Powers of ten that one octave beyond the outer samples is worth at least, and the most that all of it can add. */
const TENTHS_PER_OCTAVE = 0.9
const MOST_ADDED = 6

const binOf = (size: number): number => (log2(size) - FIRST_OCTAVE) * BINS_PER_OCTAVE

/**
 * How unlikely a deviation at least this far on this side is: -log10 of its share in a decayed histogram of the past.
 * Beyond the last samples the share falls as a power law (a Pareto tail) that starts at the mean of the outer fiftieth.
 * @param z deviation in units of its usual size
 */
export function tailScore(state: Float32Array, from: number, z: number): number {
  const size = abs(z)
  const side = from + (z < 0 ? 0 : TAIL_BINS)
  const total = state[from + 2 * TAIL_BINS] as number
  if (total <= 0 || size === 0) return 0
  const unit = state[from + 2 * TAIL_BINS + 1] as number
  const place = binOf(size)
  let beyond = 0
  let above = 0
  let logSum = 0
  const enough = max(total * 0.02, unit * 8)
  for (let k = TAIL_BINS - 1; k >= 0; k--) {
    const weight = state[side + k] as number
    if (k >= place) beyond += weight
    else if (k + 1 > place) beyond += weight * (k + 1 - place)
    if (above < enough) {
      above += weight
      logSum += weight * k
    }
    if (k + 1 <= place && above >= enough) break
  }
  // A pseudo-sample on each side: what was never seen is rare, not impossible.
  const prior = unit * 0.5
  const empirical = (beyond + prior) / (total + 2 * prior)
  return -log10(min(1, empirical)) + extrapolated(place, above, logSum, beyond, unit)
}

/** What the power law adds when the histogram itself is empty that far out. */
function extrapolated(place: number, above: number, logSum: number, beyond: number, unit: number): number {
  if (beyond > unit * 2) return 0
  const mean = above > 0 ? logSum / above + 0.5 : 0
  const excess = (place - mean) / BINS_PER_OCTAVE
  return excess <= 0 ? 0 : min(MOST_ADDED, excess * TENTHS_PER_OCTAVE)
}

/** @param keep factor by which older samples count less with each new one */
export function learnTail(state: Float32Array, from: number, z: number, weight: number, keep: number): void {
  const total = from + 2 * TAIL_BINS
  const unit = total + 1
  let one = state[unit] as number
  if (one === 0) one = 1
  const size = abs(z)
  const bin = size === 0 ? 0 : max(0, min(TAIL_BINS - 1, floor(binOf(size))))
  const index = from + (z < 0 ? 0 : TAIL_BINS) + bin
  state[index] = (state[index] as number) + one * weight
  state[total] = (state[total] as number) + one * weight
  one /= keep
  if (one > RENORMALISE_AT) {
    for (let k = 0; k <= 2 * TAIL_BINS; k++) state[from + k] = (state[from + k] as number) / one
    one = 1
  }
  state[unit] = one
}
