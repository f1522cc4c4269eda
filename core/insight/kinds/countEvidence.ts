import { pointEvidence } from '../score/evidence'
import type { Look } from '../score/look'
import { S } from '../score/scalars'
import { countRarity, normalRarity } from './tails'

/** Some forty points are looked at together: a third of the orders missing shows in none of them alone. */
const WINDOW_GAIN = 0.05
const DISPERSION_GAIN = 0.002
/** Of the expected count: what a good forecast is off for an hour. */
const FORECAST_ERROR = 0.03
/** From rarity to evidence: what 10^-3.3 of a point's tail, or 10^-5 of a window's, is worth. */
const POINT_WORTH = 1.45
const WINDOW_WORTH = 1.2
const WINDOW_LOOKS = 1

/**
 * Evidence of a count: a single point must be rare for a sparse count too; a window may miss a share of what was
 * expected; and silence adds up. @param mean expected by the mixture @param slow expected by the season alone
 */
export function countEvidence(f: Float32Array, count: number, mean: number, slow: number, seen: Look): number {
  const dispersion = f[S.dispersion] as number
  const point = Math.min(pointEvidence(seen), POINT_WORTH * countRarity(count, Math.max(mean, 0.02), dispersion))
  const variance = slow + dispersion * slow * slow
  f[S.shortfall] = (f[S.shortfall] as number) * (1 - WINDOW_GAIN) + WINDOW_GAIN * (count - slow)
  f[S.shortfallVariance] = (f[S.shortfallVariance] as number) * (1 - WINDOW_GAIN) ** 2 + WINDOW_GAIN ** 2 * variance
  const uncertain = (f[S.shortfallVariance] as number) + (FORECAST_ERROR * slow) ** 2
  const window = WINDOW_WORTH * normalRarity(f[S.shortfall] as number, uncertain) - WINDOW_LOOKS
  f[S.silence] = count > 0 ? 0 : (f[S.silence] as number) + countRarity(0, slow, dispersion)
  return Math.max(point, window, f[S.silence] as number)
}

/** Excess of the variance over a Poisson count's, as a share of the squared mean. */
export function learnDispersion(f: Float32Array, count: number, mean: number, attention: number): void {
  const excess = ((count - mean) ** 2 - mean) / (mean * mean + 0.5)
  const clipped = Math.max(-1, Math.min(4, excess))
  const now = f[S.dispersion] as number
  f[S.dispersion] = Math.max(0, now + DISPERSION_GAIN * attention * (clipped - now))
}
