import { S } from '../score/scalars'

/** Today's level: half of it is forgotten in some two hours; it takes 150 events and two hours' worth
 * to move it half way. */
const LEVEL_KEEP = 0.995
const LEVEL_PRIOR = 150
const LEVEL_PRIOR_POINTS = 120

/** How today compares with the season: events of the last hours over those expected, held near one until there are many. */
export function levelOf(f: Float32Array, seasonal: number): number {
  const prior = LEVEL_PRIOR + LEVEL_PRIOR_POINTS * seasonal
  return ((f[S.levelCount] as number) + prior) / ((f[S.levelMean] as number) + prior)
}

/** @param attention 0 = learn nothing … 1 = learn as usual */
export function learnLevel(f: Float32Array, count: number, mean: number, attention: number): void {
  f[S.levelCount] = (f[S.levelCount] as number) * LEVEL_KEEP + count * attention
  f[S.levelMean] = (f[S.levelMean] as number) * LEVEL_KEEP + mean * attention
}
