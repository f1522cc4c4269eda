import { seededRandom } from '../../../localcloud/crowd/random'

const { PI, cos, exp, log, max, round, sqrt } = Math

/** Uniform in [0, 1). */
export const seeded = (seed: number): (() => number) => seededRandom(seed).next

export const normal = (random: () => number): number => sqrt(-2 * log(1 - random())) * cos(2 * PI * random())

export function poisson(random: () => number, mean: number): number {
  if (mean > 60) return max(0, round(mean + sqrt(mean) * normal(random)))
  const limit = exp(-mean)
  let product = random()
  let count = 0
  while (product > limit) {
    product *= random()
    count++
  }
  return count
}

export const binomial = (random: () => number, trials: number, chance: number): number => {
  let hits = 0
  for (let k = 0; k < trials; k++) if (random() < chance) hits++
  return hits
}
