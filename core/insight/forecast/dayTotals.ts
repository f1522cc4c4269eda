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
  const logs = known.map(({ total }) => log(total + 0.5))
  const mean = logs.reduce((sum, one) => sum + one, 0) / logs.length
  const left = logs.map((one) => one - mean)
  const plain = bestFit(known, left, [], VARIATIONS)
  // an odd day seems to be how days stray: that is chosen again without it
  const alike = OWNS.map((own) => ({ ...plain.variation, own }))
  const odd = oddnessOf(plain)
  const fit = odd.some((one) => one > 1) ? bestFit(known, left, odd, alike) : plain
  return (day, weekday) => {
    const asked = { day, weekday, total: 0 }
    const shared = known.map((one) => covariance(one, asked, fit.variation))
    const said = shared.reduce((sum, one, k) => sum + one * (fit.weights[k] as number), 0)
    const told = substitute(fit.root, shared).reduce((sum, one) => sum + one * one, 0)
    const unsure = max(0, covariance(asked, asked, fit.variation) - told)
    return { mean: exp(mean + said), spread: sqrt(unsure + fit.variation.own ** 2) }
  }
}

interface Fit {
  variation: Variation
  /** lower Cholesky factor of the covariance */
  root: number[][]
  /** the inverse covariance times what is left of the mean */
  weights: number[]
  evidence: number
}

/** @param odd factor on each day's own variance; empty: one */
function bestFit(
  known: readonly DayTotal[],
  left: readonly number[],
  odd: readonly number[],
  among: readonly Variation[],
): Fit {
  const fits = among.map((variation) => fitOf(known, left, odd, variation))
  return fits.reduce((best, fit) => (fit.evidence > best.evidence ? fit : best))
}

const isDayOff = (weekday: number): boolean => weekday === 0 || weekday === 6

function covariance(a: DayTotal, b: DayTotal, { weekday, drift }: Variation): number {
  const level = 1 - drift * drift * abs(a.day - b.day)
  const kind = isDayOff(a.weekday) === isDayOff(b.weekday) ? DAYS_OFF * DAYS_OFF : 0
  return level + kind + (a.weekday === b.weekday ? weekday * weekday : 0)
}

function fitOf(known: readonly DayTotal[], left: readonly number[], odd: readonly number[], variation: Variation): Fit {
  const root: number[][] = []
  let evidence = 0
  known.forEach((one, i) => {
    const row: number[] = []
    root.push(row)
    for (let j = 0; j <= i; j++) {
      const own = i === j ? (variation.own ** 2 + 1 / (one.total + 1)) * (odd[i] ?? 1) : 0
      let rest = covariance(one, known[j] as DayTotal, variation) + own
      for (let k = 0; k < j; k++) rest -= (row[k] as number) * (root[j]?.[k] as number)
      row.push(i === j ? sqrt(rest) : rest / (root[j]?.[j] as number))
    }
    evidence -= log(row[i] as number)
  })
  const half = substitute(root, left)
  evidence -= half.reduce((sum, one) => sum + one * one, 0) / 2
  return { variation, root, weights: substituteBack(root, half), evidence }
}

/** By leave-one-out errors (Rasmussen and Williams 2006, 5.12): a day that others do not explain varies by that much more. */
function oddnessOf({ root, weights }: Fit): number[] {
  return root.map((_, k) => {
    const unit = root.map((_row, i) => (i === k ? 1 : 0))
    const precision = substitute(root, unit).reduce((sum, one) => sum + one * one, 0)
    const errors = abs(weights[k] as number) / sqrt(precision)
    return errors > ODD ? (errors / ODD) ** 2 : 1
  })
}

/** Solves with a lower triangle, and with its transpose. */
function substitute(root: readonly number[][], right: readonly number[]): number[] {
  const found: number[] = []
  right.forEach((one, i) => {
    let rest = one
    for (let k = 0; k < i; k++) rest -= (root[i]?.[k] as number) * (found[k] as number)
    found.push(rest / (root[i]?.[i] as number))
  })
  return found
}
function substituteBack(root: readonly number[][], right: readonly number[]): number[] {
  const found = [...right]
  for (let i = found.length - 1; i >= 0; i--) {
    for (let k = i + 1; k < found.length; k++) {
      found[i] = (found[i] as number) - (root[k]?.[i] as number) * (found[k] as number)
    }
    found[i] = (found[i] as number) / (root[i]?.[i] as number)
  }
  return found
}
