import type { UsedUp } from '../../../contract/pages/parts'
import { DAY_MS } from '../../time/units'
import { type ForecastPoint, sumForecast } from './forecast'

const WEEK = 7
/** With two of every weekday, a Saturday is told from a Monday. */
const WEEKDAYS_KNOWN = 2 * WEEK
/** Nine in ten of a normal curve. */
const BAND = 1.645

/**
 * What is used a day, as days to come will: of the same weekday where two of it are known, else of an average day. What a
 * count strays from its mean is no less than a Poisson count's.
 * @param daily what the last whole days used, oldest first
 * @param fromMs now, epoch ms
 * @param toMs up to where, epoch ms; the last point may be a part of a day
 * @param sparse a few events a week: too few to tell a Saturday from a Monday
 * @returns a point for each day, at its end
 */
export function dailyForecast(
  daily: readonly number[],
  fromMs: number,
  toMs: number,
  { sparse = false }: { sparse?: boolean } = {},
): ForecastPoint[] {
  if (daily.length === 0) return []
  const byWeekday = !sparse && daily.length >= WEEKDAYS_KNOWN
  const alike = (ahead: number): readonly number[] =>
    byWeekday ? daily.filter((_, index) => (daily.length + ahead - index) % WEEK === 0) : daily
  const usual = (ahead: number): number => mean(alike(ahead))
  const errors = daily.map((value, index) => value - usual(index - daily.length))
  const freedom = Math.max(1, daily.length - (byWeekday ? WEEK : 1))
  const spread = Math.sqrt(errors.reduce((sum, error) => sum + error * error, 0) / freedom)
  const points: ForecastPoint[] = []
  for (let ahead = 0; fromMs + ahead * DAY_MS < toMs; ahead++) {
    const at = Math.min(toMs, fromMs + (ahead + 1) * DAY_MS)
    const share = (at - fromMs - ahead * DAY_MS) / DAY_MS
    const expected = usual(ahead) * share
    // the mean of a few days is itself uncertain
    const unsure = Math.sqrt(1 + 1 / alike(ahead).length)
    const half = BAND * unsure * Math.max(spread * share, Math.sqrt(expected))
    points.push({ at, expected, low: Math.max(0, expected - half), high: expected + half })
  }
  return points
}

/** What will have been used by the end of each day, with the band of the sum. */
export const usedBy = (points: readonly ForecastPoint[]): ForecastPoint[] =>
  points.map(({ at }, index) => ({ at, ...sumForecast(points.slice(0, index + 1)) }))

/**
 * When what is left (of a quota, of message credits, of an error budget) will be used up, and within which times in nine
 * of ten cases: earliest where the upper edge of the sum reaches it, latest where the lower edge does.
 * @param gains what comes back on each of the days (an error budget of a sliding window)
 * @returns epoch ms each, null: not within the forecast
 */
export function usedUpWithin(
  left: number,
  points: readonly ForecastPoint[],
  nowMs: number,
  gains: readonly number[] = [],
): UsedUp {
  let gained = 0
  const sums = usedBy(points).map(({ at, expected, low, high }, day) => {
    gained += gains[day] ?? 0
    return { at, expected: expected - gained, low: low - gained, high: high - gained }
  })
  const reached = (of: 'expected' | 'low' | 'high'): number | null => {
    let [beforeMs, before] = [nowMs, 0]
    for (const sum of sums) {
      if (sum[of] >= left) {
        const share = sum[of] > before ? Math.max(0, (left - before) / (sum[of] - before)) : 0
        return Math.round(beforeMs + share * (sum.at - beforeMs))
      }
      ;[beforeMs, before] = [sum.at, sum[of]]
    }
    return null
  }
  return { at: reached('expected'), earliest: reached('high'), latest: reached('low') }
}

const mean = (values: readonly number[]): number =>
  values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length
