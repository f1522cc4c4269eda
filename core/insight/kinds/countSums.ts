import { S } from '../score/scalars'

const { LN10, log, max, min } = Math

/**
 * Cumulative sums (Page 1954) of a Poisson count's log-likelihood ratios: how much the points since things were last as
 * usual speak for so much less, or more, than expected. For a change of known size no test sees it sooner at the same
 * rate of false alarms (Moustakides 1986); of several the one that says most counts. Each allows for a wrong forecast:
 * `tooFew` of 0.7 falls while 84 % of what was expected comes, so a quiet day does not add up to an alarm.
 */
const SHARES = [
  { at: S.tooFew, share: 0.7 },
  { at: S.tooFew1, share: 0.4 },
  { at: S.tooFew2, share: 0.05 },
  { at: S.tooMany, share: 1.7 },
  { at: S.tooMany1, share: 3 },
] as const

/** Natural logarithms beyond which a sum does not grow: what lasts longer is no surer, and has to be forgotten again. */
const MOST = 12.5
/** A sum that was beyond this and falls under it says that it is over: so do then the others of its side. */
const OVER = 10

export interface SumsSeen {
  /** powers of ten that speak for too few, and too many */
  below: number
  above: number
}

/**
 * @param less of what was expected, what may not come on an ordinary day; @param more what may come
 * @param dispersion excess of a point's variance over a Poisson count's, as a share of the squared mean
 */
export function addToSums(f: Float32Array, count: number, less: number, more: number, dispersion: number): SumsSeen {
  const sums = { below: 0, above: 0 }
  const isOver = { below: false, above: false }
  for (const { at, share } of SHARES) {
    const side = share < 1 ? 'below' : 'above'
    const mean = share < 1 ? less : more
    const ratio = (count * log(share) - mean * (share - 1)) / (1 + dispersion * mean)
    const before = f[at] as number
    const sum = min(MOST, max(0, before + ratio))
    f[at] = sum
    sums[side] = max(sums[side], sum)
    if (before > OVER && sum <= OVER) isOver[side] = true
  }
  for (const { at, share } of SHARES) if (isOver[share < 1 ? 'below' : 'above']) f[at] = 0
  return { below: sums.below / LN10, above: sums.above / LN10 }
}
