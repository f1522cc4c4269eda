import { countRarity, shareRarity } from '../kinds/tails'

/**
 * What can be seen at all. A series is looked at every minute; a test speaks when what it sees has at most the chance
 * `alpha` on an ordinary day; its power is the chance that it speaks when something is wrong. No detector can have more
 * without speaking more often on ordinary days. docs/insight.md prints the table.
 */

/** One false alarm a series and week. */
const FALSE_ALARMS_PER_DAY = 1 / 7
const LOOKS_PER_DAY = 1440
/** What is expected of an hour is off by so much: weather of a day (4 %) and what a good forecast misses (3 %). */
const UNCERTAINTY = 0.05

/**
 * Days from which the same time was learnt, as far as they still count: a profile that follows a quarter of each day's
 * surprise varies like a mean of (2 - 0.25) / 0.25 days.
 */
const LEARNT_DAYS = 7
/** What is looked for each time: five sums (core/insight/kinds/countSums.ts), the point, repeats, and another level. */
const KINDS_OF_CHANGE = 8

/**
 * Chance of one look, if all looks of a day for all kinds of change together may speak so often. Bonferroni's bound: it
 * holds however windows overlap.
 */
const alphaOf = (falseAlarmsPerDay: number, looksPerDay = LOOKS_PER_DAY * KINDS_OF_CHANGE): number =>
  falseAlarmsPerDay / looksPerDay

export interface CountCase {
  /** events of the window on an ordinary day */
  expected: number
  /** what becomes of them: 0.7 = a third is missing, 2 = twice as many */
  factor: number
  alpha?: number
  /** relative standard deviation of what is expected; the count is negative binomial around it */
  uncertainty?: number
}

/** Chance that a window shows the change, by a negative binomial test with its critical count. */
export function countPower({
  expected,
  factor,
  alpha = alphaOf(FALSE_ALARMS_PER_DAY),
  uncertainty = UNCERTAINTY,
}: CountCase) {
  const dispersion = uncertainty * uncertainty + 1 / (LEARNT_DAYS * expected)
  const now = expected * factor
  const isDrop = factor < 1
  const chance = isDrop ? chanceUpTo : chanceFrom
  const critical = criticalCount(expected, isDrop, (count) => chance(count, expected, dispersion) <= alpha)
  // not even silence is rare enough
  return critical < 0 ? 0 : chance(critical, now, dispersion)
}

/** The count nearest to what is expected that is still rare enough; -1: none is. */
function criticalCount(expected: number, isDrop: boolean, isRare: (count: number) => boolean): number {
  let [rare, usual] = isDrop ? [0, Math.ceil(expected)] : [Math.ceil(4 * expected + 60), Math.floor(expected)]
  if (!isRare(rare)) return -1
  while (Math.abs(usual - rare) > 1) {
    const middle = Math.floor((rare + usual) / 2)
    if (isRare(middle)) rare = middle
    else usual = middle
  }
  return rare
}

/** Chance of at most, and of at least, this count. */
function chanceUpTo(count: number, mean: number, dispersion: number): number {
  return count > mean
    ? 1 - 10 ** -countRarity(count + 1, mean, dispersion)
    : 10 ** -countRarity(count, mean, dispersion)
}
function chanceFrom(count: number, mean: number, dispersion: number): number {
  return count > mean
    ? 10 ** -countRarity(count, mean, dispersion)
    : 1 - 10 ** -countRarity(count - 1, mean, dispersion)
}

export interface ShareCase {
  /** attempts in the window */
  trials: number
  /** share that fails on an ordinary day, and now */
  usual: number
  now: number
  alpha?: number
}

/** The same for a share that rises: failures among attempts, by a binomial test. */
export function sharePower({ trials, usual, now, alpha = alphaOf(FALSE_ALARMS_PER_DAY) }: ShareCase): number {
  for (let hits = Math.floor(trials * usual) + 1; hits <= trials; hits++) {
    if (10 ** -shareRarity(hits, trials, usual) > alpha) continue
    return hits > trials * now ? 10 ** -shareRarity(hits, trials, now) : 1 - 10 ** -shareRarity(hits - 1, trials, now)
  }
  return 0
}

/** What is asked of a detector: it must see what a test sees nine times in ten. */
export const ENOUGH = 0.9

/** Minutes until a change of a steady rate is seen with `ENOUGH` power; undefined: not within `most`. */
export function minutesToSee(perMinute: number, factor: number, most = 24 * 60): number | undefined {
  for (let minutes = 1; minutes <= most; minutes++) {
    if (countPower({ expected: perMinute * minutes, factor }) >= ENOUGH) return minutes
  }
  return undefined
}
