import { isDayOff } from '../kinds/dayShape'

const { abs, exp, log, max, sqrt } = Math

/** A whole day's count. */
export interface DayTotal {
  /** days since any fixed day */
  day: number
  /** whose profile it follows, 0 = Sunday */
  weekday: number
  total: number
}

export interface ExpectedTotal {
  mean: number
  /** relative standard deviation of a day around it */
  spread: number
}

/**
 * How days vary, as standard deviations of the logarithm of their totals: weekdays among each other, the level from one
 * day to the next, and each day by itself (its weather).
 */
interface Variation {
  weekday: number
  drift: number
  own: number
}
const WEEKDAYS = [0.02, 0.06, 0.2, 0.8, 3]
const DRIFTS = [0.004, 0.02]
const OWNS = [0.02, 0.04, 0.08, 0.16, 0.32]
const VARIATIONS: readonly Variation[] = WEEKDAYS.flatMap((weekday) =>
  DRIFTS.flatMap((drift) => OWNS.map((own) => ({ weekday, drift, own }))),
)
/** Days off differ from working days by about this much. */
const DAYS_OFF = 0.3
/** Errors of a day beyond which it counts less: an outage, a festival that nobody told. */
const ODD = 2.5

/**
 * What a day's total will be, from the last weeks' totals: a Gaussian process of their logarithms with a level that
 * drifts, a weekday's own part, and a day's own part beside a Poisson count's. Which variation fits is chosen by marginal
 * likelihood (Rasmussen and Williams 2006, 5.4), so that alike weekdays are averaged and others are told apart.
 * @param known at least one
 */
export function expectTotals(known: readonly DayTotal[]): (day: number, weekday: number) => ExpectedTotal {
  const logs = Float64Array.from(known, ({ total }) => log(total + 0.5))
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length
  const left = logs.map((one) => one - mean)
  const plain = bestFit(known, left, [], VARIATIONS)
  // an odd day seems to be how days stray: that is chosen again without it
  const alike = OWNS.map((own) => ({ ...plain.variation, own }))
  const odd = oddnessOf(plain)
  const fit = odd.some((one) => one > 1) ? bestFit(known, left, odd, alike) : plain
  return (day, weekday) => {
    const asked = { day, weekday, total: 0 }
    const shared = Float64Array.from(known, (one) => covariance(one, asked, fit.variation))
    const said = shared.reduce((sum, one, k) => sum + one * (fit.weights[k] as number), 0)
    const told = squares(substitute(fit.root, shared, new Float64Array(known.length)))
    const unsure = max(0, covariance(asked, asked, fit.variation) - told)
    return { mean: exp(mean + said), spread: sqrt(unsure + fit.variation.own ** 2) }
  }
}

interface Fit {
  variation: Variation
  /** lower Cholesky factor of the covariance, row by row */
  root: Float64Array
  /** the inverse covariance times what is left of the mean */
  weights: Float64Array
}

/** @param odd factor on each day's own variance; empty: one */
function bestFit(
  known: readonly DayTotal[],
  left: Float64Array,
  odd: readonly number[],
  among: readonly Variation[],
): Fit {
  const root = new Float64Array(known.length ** 2)
  const half = new Float64Array(known.length)
  let best = among[0] as Variation
  let most = Number.NEGATIVE_INFINITY
  for (const variation of among) {
    const evidence = evidenceOf(known, left, odd, variation, root, half)
    if (evidence <= most) continue
    most = evidence
    best = variation
  }
  evidenceOf(known, left, odd, best, root, half)
  return { variation: best, root, weights: substituteBack(root, half) }
}

function covariance(a: DayTotal, b: DayTotal, { weekday, drift }: Variation): number {
  const level = 1 - drift * drift * abs(a.day - b.day)
  const kind = isDayOff(a.weekday) === isDayOff(b.weekday) ? DAYS_OFF * DAYS_OFF : 0
  return level + kind + (a.weekday === b.weekday ? weekday * weekday : 0)
}

/**
 * Logarithm of the marginal likelihood, up to a constant. Plain arithmetic on flat memory: a page asks for fifty of them.
 * @param root takes the factor, @param half what it makes of `left`
 */
function evidenceOf(
  known: readonly DayTotal[],
  left: Float64Array,
  odd: readonly number[],
  variation: Variation,
  root: Float64Array,
  half: Float64Array,
): number {
  const n = known.length
  let evidence = 0
  for (let i = 0; i < n; i++) {
    const one = known[i] as DayTotal
    for (let j = 0; j <= i; j++) {
      const own = i === j ? (variation.own ** 2 + 1 / (one.total + 1)) * (odd[i] ?? 1) : 0
      let rest = covariance(one, known[j] as DayTotal, variation) + own
      for (let k = 0; k < j; k++) rest -= (root[i * n + k] as number) * (root[j * n + k] as number)
      root[i * n + j] = i === j ? sqrt(rest) : rest / (root[j * n + j] as number)
    }
    evidence -= log(root[i * n + i] as number)
  }
  substitute(root, left, half)
  return evidence - squares(half) / 2
}

/** By leave-one-out errors (Rasmussen and Williams 2006, 5.12): a day that others do not explain varies by that much more. */
function oddnessOf({ root, weights }: Fit): number[] {
  const unit = new Float64Array(weights.length)
  const column = new Float64Array(weights.length)
  return Array.from(weights, (weight, k) => {
    unit.fill(0)
    unit[k] = 1
    const errors = abs(weight) / sqrt(squares(substitute(root, unit, column)))
    return errors > ODD ? (errors / ODD) ** 2 : 1
  })
}

const squares = (values: Float64Array): number => values.reduce((sum, one) => sum + one * one, 0)

/** Solves with a lower triangle, and with its transpose. */
function substitute(root: Float64Array, right: Float64Array, found: Float64Array): Float64Array {
  const n = right.length
  for (let i = 0; i < n; i++) {
    let rest = right[i] as number
    for (let k = 0; k < i; k++) rest -= (root[i * n + k] as number) * (found[k] as number)
    found[i] = rest / (root[i * n + i] as number)
  }
  return found
}
function substituteBack(root: Float64Array, right: Float64Array): Float64Array {
  const n = right.length
  const found = Float64Array.from(right)
  for (let i = n - 1; i >= 0; i--) {
    for (let k = i + 1; k < n; k++) {
      found[i] = (found[i] as number) - (root[k * n + i] as number) * (found[k] as number)
    }
    found[i] = (found[i] as number) / (root[i * n + i] as number)
  }
  return found
}
