const { PI, abs, exp, log, log10, max, min, round, sqrt } = Math

/** Sums of more terms than this are left to the normal curve. */
const MOST_TERMS = 400
const SMALLEST = 1e-300

const rarity = (share: number): number => -log10(max(SMALLEST, min(1, share)))

/** Share of a normal curve beyond z >= 0. Abramowitz and Stegun 26.2.17 near the middle, its asymptote far out. */
export function normalTail(z: number): number {
  const density = exp((-z * z) / 2) / sqrt(2 * PI)
  if (z > 5) return (density / z) * (1 - 1 / (z * z))
  const t = 1 / (1 + 0.2316419 * z)
  const series = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))))
  return density * series
}

/** Rarity (-log10 of the share at least as far out on its side) under a normal curve. */
const normalRarity = (deviation: number, variance: number): number =>
  rarity(normalTail(abs(deviation) / sqrt(max(variance, 1e-12))))

/**
 * Rarity of a count under a negative binomial of this mean, whose variance is mean + dispersion × mean².
 * @param dispersion 0 = Poisson
 */
export function countRarity(count: number, mean: number, dispersion: number): number {
  const whole = max(0, round(count))
  const safe = max(mean, 1e-6)
  if (max(whole, safe) > MOST_TERMS) return normalRarity(whole - safe, safe + dispersion * safe * safe)
  const size = dispersion > 1e-6 ? 1 / dispersion : Number.POSITIVE_INFINITY
  const finite = Number.isFinite(size)
  const growth = finite ? safe / (size + safe) : safe
  let term = finite ? (size / (size + safe)) ** size : exp(-safe)
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
  if (mean > MOST_TERMS) return 1 / sqrt(2 * PI * (mean + dispersion * mean * mean))
  const size = 1 / max(dispersion, 1e-6)
  let term = (size / (size + mean)) ** size
  for (let k = 0; k < round(count); k++) term *= ((k + size) * mean) / ((size + mean) * (k + 1))
  return term
}

/** Rarity of `hits` among `trials` at this chance. Both may be fractions: an effective size is meant. */
export function shareRarity(hits: number, trials: number, chance: number): number {
  const n = max(1, round(trials))
  const h = min(n, max(0, round(hits)))
  const p = min(1 - 1e-9, max(1e-9, chance))
  if (n > MOST_TERMS && n * p > 30 && n * (1 - p) > 30) return normalRarity(h - n * p, n * p * (1 - p))
  const up = h > n * p
  if (!up) return rarity(lowerShare(h, n, p))
  const first = exp(logChoose(n, h) + h * log(p) + (n - h) * log(1 - p))
  return rarity(upperTail(first, h, (k) => ((n - k) / (k + 1)) * (p / (1 - p))))
}

function lowerShare(h: number, n: number, p: number): number {
  let term = exp(n * log(1 - p))
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
    return log(product)
  }
  return n * log(n) - n + 0.5 * log(2 * PI * n) + 1 / (12 * n) - 1 / (360 * n ** 3)
}

const logChoose = (n: number, k: number): number => logFactorial(n) - logFactorial(k) - logFactorial(n - k)
