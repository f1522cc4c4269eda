const { PI, cos, exp, imul, log, max, round, sqrt } = Math

/** A seeded generator, uniform in [0, 1). Mulberry32. */
export function seeded(seed: number): () => number {
  let a = seed >>> 0
  return () => {
    a = (a + 0x6d2b79f5) >>> 0
    let t = imul(a ^ (a >>> 15), a | 1)
    t ^= t + imul(t ^ (t >>> 7), t | 61)
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296
  }
}

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
