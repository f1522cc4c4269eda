import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../time/units'
import type { Calendar } from '../calendar/calendar'
import { daySoFar, isOdd, knownDays } from '../kinds/dayCounts'
import { PART_MINUTES, partAt, profileBetween, usualFrom, usualPart } from '../kinds/dayShape'
import { scales } from '../kinds/kind'
import { PREDICTORS } from '../score/layout'
import { predictEach, slowPrediction } from '../score/predict'
import { S } from '../score/scalars'
import { type Moment, newMoment, readProfile } from '../score/season'
import { tuning } from '../score/tuning'
import type { DetectorState } from '../state'
import { expectTotals } from './dayTotals'

const { exp, max, min } = Math
const { toUnits, fromUnits } = scales.count

/** With fewer whole days the profiles alone say what to expect. */
const FEWEST_DAYS = 3
const THURSDAY = 4 // 1970-01-01
/** What the last hour and the last minutes were beyond the day's course is forgotten by a factor of e within these times. */
const HOUR_MEMORY_MS = 2 * HOUR_MS
const MINUTES_MEMORY_MS = 30 * MINUTE_MS
/** A departure counts as far as its square exceeds this many times what chance makes of it (James and Stein 1961). */
const CHANCE = 4
/** Standard deviations in a mean absolute deviation of a normal curve. */
const DEVIATIONS = 1.2533
const TINY = 1e-9

/** @returns what is expected of a moment, `ahead` ms after the last point */
export type CountCourse = (moment: Moment, ahead: number) => number

/**
 * The course of counts to come: a day's total by the last weeks' totals, shared out as such days are, at the level that
 * today has shown so far, and for a while at what the last hour departs from that (of an incident: as if it were not).
 * @returns null before there are whole days enough
 */
export function countCourse(
  state: DetectorState,
  calendar: Calendar,
  locate: (at: number, into: Moment) => void,
): CountCourse | null {
  const f = state.floats
  const last = newMoment()
  locate(state.lastAt, last)
  const level = dayLevels(state, calendar, last)
  if (level === null) return null
  const pointMinutes = (state.stepMs || MINUTE_MS) / MINUTE_MS
  const wholes = new Map<number, number>()
  const wholeOf = (part: number): number => {
    const whole = wholes.get(part) ?? profileBetween(f, part * PART_MINUTES, (part + 1) * PART_MINUTES)
    wholes.set(part, whole)
    return whole
  }
  const day = (moment: Moment): number => {
    const part = partAt(moment.minute)
    const whole = wholeOf(part)
    const share = whole > 0 ? fromUnits(readProfile(f, moment.day)) / whole : 1 / PART_MINUTES
    return usualPart(f, moment.weekday, part) * share * pointMinutes * level(moment)
  }
  const now = day(last)
  const { hour, minutes } = isOdd(state) ? { hour: 0, minutes: 0 } : departures(f, last, now)
  return (moment, ahead) => {
    const expected = day(moment)
    // of a quiet hour as a share of it, of a rush no more than it was
    const worth = min(1, expected / (now + TINY))
    return max(0, expected + worth * (hour * exp(-ahead / HOUR_MEMORY_MS) + minutes * exp(-ahead / MINUTES_MEMORY_MS)))
  }
}

/** Of each day, a factor on what is usual; of today as what came so far says, as far as it is many (gamma-Poisson). */
function dayLevels(state: DetectorState, calendar: Calendar, last: Moment): ((moment: Moment) => number) | null {
  const f = state.floats
  const days = knownDays(f)
  if (days.length < FEWEST_DAYS) return null
  const expectTotal = expectTotals(
    days.map(({ day, total }) => {
      const name = new Date(day * DAY_MS).toISOString().slice(0, 10)
      return { day, total, weekday: calendar.actsAs(name, (day + THURSDAY) % 7) }
    }),
  )
  const today = daySoFar(f, last, state.stepMs || MINUTE_MS)
  const levels = new Map<number, number>()
  const levelOf = ({ localDay, weekday }: Moment): number => {
    const { mean, spread } = expectTotal(localDay, weekday)
    const isToday = localDay === last.localDay
    const usual = isToday ? today.usualOfAll : usualFrom(f, weekday, 0)
    const level = usual > 0 ? mean / usual : 1
    const prior = 1 / (spread * spread)
    return isToday ? (level * (today.count + prior)) / (today.usual * level + prior) : level
  }
  return (moment) => {
    const level = levels.get(moment.localDay) ?? levelOf(moment)
    levels.set(moment.localDay, level)
    return level
  }
}

/** How the last hour, and the last minutes beyond it, depart from the day's course: counts a point. */
function departures(f: Float32Array, last: Moment, expected: number): { hour: number; minutes: number } {
  const predictions = new Float64Array(PREDICTORS)
  predictEach(f, last, predictions)
  const usual = toUnits(expected, 0)
  const variance = (DEVIATIONS * (f[S.scale] as number)) ** 2
  const hour = beyondChance(slowPrediction(f, predictions) - usual, variance * smoothed(tuning.seasonSlowGain))
  const minutes = beyondChance(
    (f[S.dayFast] as number) - (f[S.daySlow] as number),
    variance * smoothed(tuning.seasonFastGain),
  )
  return {
    hour: fromUnits(usual + hour) - fromUnits(usual),
    minutes: fromUnits(usual + hour + minutes) - fromUnits(usual + hour),
  }
}

/** Variance of a level that follows by this gain, as a share of a point's. */
const smoothed = (gain: number): number => gain / (2 - gain)

const beyondChance = (departure: number, variance: number): number =>
  departure === 0 ? 0 : departure * max(0, 1 - (CHANCE * variance) / (departure * departure))
