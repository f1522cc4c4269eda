import { pointEvidence } from '../score/evidence'
import type { Look } from '../score/look'
import { S } from '../score/scalars'
import { learnLevel, levelOf } from './countLevel'
import { addToSums } from './countSums'
import { countChance, countRarity } from './tails'

const { abs, log10, max, min, sqrt } = Math

/** Some forty points are looked at together to tell on which side the last ones lie. */
const WINDOW_GAIN = 0.05
/** Of an ordinary point: what a forecast of a quiet hour may be short by. */
const EXCESS_SHARE = 0.1
/** Events a point below which nothing can be told apart from nothing. */
const LEAST_MEAN = 0.02
/** Points that a profile's slot has effectively seen: what is expected of a quiet hour is itself uncertain. */
const PROFILE_POINTS = 40
const DISPERSION_GAIN = 0.002
/** Evidence from which the level is held: an outage must not become today's weather. */
const DOUBT = 2
/** From rarity to evidence: what 10^-3.3 of a point's tail, or four powers of ten of a sum, is worth. */
const POINT_WORTH = 1.45
const SUM_LOOKS = 1
/** Silence is judged against this share of what was expected: quiet hours are overestimated most easily. */
const SILENT_SHARE = 0.65
/** Dispersion that a profile of one day adds; it falls with the square of its days. */
const YOUTH = 0.5
/** Of what is expected, what a profile of one day may be wrong by; it falls with its days. */
const YOUNG = 0.8
const MOST_UNSURE = 0.8
/** Of one repeat: a forecast is never so sure. */
const LEAST_CHANCE = 0.02

/**
 * Evidence of a count: a single point must be rare for a sparse count too; a window may miss a share of what was
 * expected; and a counter that repeats itself is silent or stuck. @param mean expected by the mixture @param seasonal expected by the season alone
 * @param days that the series has taught @param ordinary count of an average point of the last day
 */
export function countEvidence(
  f: Float32Array,
  count: number,
  mean: number,
  seasonal: number,
  seen: Look,
  days: number,
  ordinary: number,
): number {
  const dispersion = (f[S.dispersion] as number) + YOUTH / (days * days + 0.1)
  const expected = max(mean, LEAST_MEAN)
  const rare = countRarity(count, expected, dispersion + 1 / (PROFILE_POINTS * expected))
  const point = min(pointEvidence(seen), POINT_WORTH * rare)
  const slow = seasonal * levelOf(f, seasonal)
  const counted = (f[S.windowCount] as number) * (1 - WINDOW_GAIN) + WINDOW_GAIN * count
  const usual = (f[S.windowMean] as number) * (1 - WINDOW_GAIN) + WINDOW_GAIN * slow
  f[S.windowCount] = counted
  f[S.windowMean] = usual
  // At the foot of a rush the profile is steep: an excess must show beside a usual minute of the day as well.
  const unsure = min(MOST_UNSURE, YOUNG / max(days, 0.1) ** 1.5)
  const sums = addToSums(f, count, slow * (1 - unsure), slow * (1 + unsure) + EXCESS_SHARE * ordinary, dispersion)
  // on its first day nothing is usual yet
  const window = days < 1 ? 0 : SUM_LOOKS + max(sums.below, sums.above)
  learnLevel(f, count, seasonal, window > DOUBT ? 0.1 : 1)
  return max(point, window, repeats(f, count, slow))
}

/** Evidence of the same count again and again, nothing at all included: the product of what each repeat had to chance. */
function repeats(f: Float32Array, count: number, mean: number): number {
  const same = 2 * sqrt(count + 0.375)
  const repeated = abs(same - (f[S.last] as number)) < 1e-3
  const chance = -log10(
    max(
      LEAST_CHANCE,
      countChance(count, count === 0 ? SILENT_SHARE * mean : max(mean, LEAST_MEAN), f[S.dispersion] as number),
    ),
  )
  f[S.repeats] = repeated ? (f[S.repeats] as number) + chance : 0
  return f[S.repeats] as number
}

/** Excess of the variance over a Poisson count's, as a share of the squared mean. */
export function learnDispersion(f: Float32Array, count: number, mean: number, attention: number): void {
  const excess = ((count - mean) ** 2 - mean) / (mean * mean + 0.5)
  const clipped = max(-1, min(4, excess))
  const now = f[S.dispersion] as number
  f[S.dispersion] = max(0, now + DISPERSION_GAIN * attention * (clipped - now))
}
