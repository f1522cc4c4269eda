/**
 * Service level arithmetic. `slo` is the promised share of good events, 0 < slo < 1; the error budget is 1 - slo.
 * Formulas and traps: ALERTING §3 (Google's SRE workbook, chapter 5). Nothing happened is null, never 0 % or 100 %.
 */
export interface Events {
  bad: number
  total: number
}

/** A long and a short window, minutes: both must burn faster than `factor` times the sustainable speed. */
export interface BurnPair {
  longMinutes: number
  shortMinutes: number
  factor: number
}

/** How often the budget would be spent over the period if it went on like this; 1 spends it exactly. */
export const burnRate = ({ bad, total }: Events, slo: number): number | null =>
  total === 0 ? null : bad / total / budgetOf(slo)

export const allowedBad = (total: number, slo: number): number => total * budgetOf(slo)

/** The speed at which `budgetPercent` of a period's budget is spent within the long window. */
export const factorOf = (budgetPercent: number, longSec: number, periodDays: number): number =>
  ((budgetPercent / 100) * periodDays * 86_400) / longSec

/**
 * The first pair of which both windows burn too fast.
 * @param ratioOf share of bad events in the last minutes; null or NaN: nothing happened
 */
export const burningPair = <P extends BurnPair>(
  pairs: readonly P[],
  budget: number,
  ratioOf: (minutes: number) => number | null,
): P | undefined =>
  pairs.find((pair) => {
    const limit = pair.factor * budget
    const isOver = (minutes: number) => (ratioOf(minutes) ?? Number.NaN) > limit
    return isOver(pair.longMinutes) && isOver(pair.shortMinutes)
  })

/** 1 - 0.999 is 0.0010000000000000009: a promise is given in at most six digits. */
export const budgetOf = (slo: number): number => Number((1 - slo).toPrecision(12))
