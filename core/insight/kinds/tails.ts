/** Sums of more terms than this are left to the normal curve. */
const MOST_TERMS = 400
const SMALLEST = 1e-300

const rarity = (share: number): number => -Math.log10(Math.max(SMALLEST, Math.min(1, share)))

/** Share of a normal curve beyond z >= 0. Abramowitz and Stegun 26.2.17 near the middle, its asymptote far out. */
export function normalTail(z: number): number {
  const density = Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)
  if (z > 5) return (density / z) * (1 - 1 / (z * z))
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return density * series
}

/** Rarity (-log10 of the share at least as far out on its side) under a normal curve. */
export const normalRarity = (deviation: number, variance: number): number =>
  rarity(normalTail(Math.abs(deviation) / Math.sqrt(Math.max(variance, 1e-12))))

/**
 * Rarity of a count under a negative binomial of this mean, whose variance is mean + dispersion × mean².
 * @param dispersion 0 = Poisson
 */
export function countRarity(count: number, mean: number, dispersion: number): number {
  const whole = Math.max(0, Math.round(count))
  const safe = Math.max(mean, 1e-6)
  if (Math.max(whole, safe) > MOST_TERMS) return normalRarity(whole - safe, safe + dispersion * safe * safe)
  const size = dispersion > 1e-6 ? 1 / dispersion : Number.POSITIVE_INFINITY
  const finite = Number.isFinite(size)
  const growth = finite ? safe / (size + safe) : safe
  let term = finite ? (size / (size + safe)) ** size : Math.exp(-safe)
  const up = whole > safe
  let below = 0
  for (let k = 0; k < whole; k++) {
    below += term
    term *= (finite ? (k + size) * growth : growth) / (k + 1)
  }
  if (!up) return rarity(below + term)
  return rarity(upperTail(term, whole, (k) => (finite ? (k + size) * growth : growth) / (k + 1)))
}

/** Chance of exactly this count under the same negative binomial. */
export function countChance(count: number, mean: number, dispersion: number): number {
  if (mean > MOST_TERMS) return 1 / Math.sqrt(2 * Math.PI * (mean + dispersion * mean * mean))
  const size = 1 / Math.max(dispersion, 1e-6)
  let term = (size / (size + mean)) ** size
  for (let k = 0; k < Math.round(count); k++) term *= ((k + size) * mean) / ((size + mean) * (k + 1))
  return term
}

/** Rarity of `hits` among `trials` at this chance. Both may be fractions: an effective size is meant. */
export function shareRarity(hits: number, trials: number, chance: number): number {
  const n = Math.max(1, Math.round(trials))
  const h = Math.min(n, Math.max(0, Math.round(hits)))
  const p = Math.min(1 - 1e-9, Math.max(1e-9, chance))
  if (n > MOST_TERMS && n * p > 30 && n * (1 - p) > 30) return normalRarity(h - n * p, n * p * (1 - p))
  const up = h > n * p
  if (!up) return rarity(lowerShare(h, n, p))
  const first = Math.exp(logChoose(n, h) + h * Math.log(p) + (n - h) * Math.log(1 - p))
  return rarity(upperTail(first, h, (k) => ((n - k) / (k + 1)) * (p / (1 - p))))
}

function lowerShare(h: number, n: number, p: number): number {
  let term = Math.exp(n * Math.log(1 - p))
  let sum = term
  for (let k = 0; k < h; k++) {
    term *= ((n - k) / (k + 1)) * (p / (1 - p))
    sum += term
  }
  return sum
}

/** Sums terms from the k-th on until they no longer matter: never one minus something close to one. */
function upperTail(first: number, from: number, ratio: (k: number) => number): number {
  let term = first
  let sum = 0
  for (let k = from; k < from + 2 * MOST_TERMS && term > sum * 1e-9; k++) {
    sum += term
    term *= ratio(k)
  }
  return sum
}

/** Stirling's series is exact to eight digits from ten on. */
function logFactorial(n: number): number {
  if (n < 10) {
    let product = 1
    for (let k = 2; k <= n; k++) product *= k
    return Math.log(product)
  }
  return n * Math.log(n) - n + 0.5 * Math.log(2 * Math.PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)
