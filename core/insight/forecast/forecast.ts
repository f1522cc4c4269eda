import { type Calendar, plainCalendar } from '../calendar/calendar'
import { type SeriesKind, scales } from '../kinds/kind'
import { momentLocator } from '../moment'
import { PREDICTORS, at as places } from '../score/layout'
import { DAY_SLOW, leastSpread, predictEach, slowPrediction, WEEK_SLOW } from '../score/predict'
import { S } from '../score/scalars'
import { newMoment, readProfile } from '../score/season'
import type { DetectorState } from '../state'
import { countCourse } from './countForecast'

/** What is expected of one moment to come. */
export interface ForecastPoint {
  at: number
  expected: number
  /** where nine in ten values lie */
  low: number
  high: number
}

export interface ForecastOptions {
  zone?: string
  calendar?: Calendar
}

/** The present departure from the season is forgotten by a factor of e within this time. */
const LEVEL_MEMORY_MS = 16 * 3_600_000
/** What the last few points were beyond that is forgotten sooner. */
const NOW_MEMORY_MS = 120 * 60_000
/** Half of a band in usual (mean absolute) errors: nine in ten of a normal curve. */
const BAND_ERRORS = 1.645 * 1.2533
/** What a day's level adds to the band as the forecast leaves the present behind, in usual errors. */
const FAR_SPREAD = 2.5
/** One step ahead is easier than the shortest forecast. */
const NEAR_SPREAD = 1.2
const TRUST_POWER = 4
const FAR_AFTER_MS = 14 * 24 * 3_600_000
const TINY = 1e-9

/** @param moments epoch ms, all after the last point */
export type Forecaster = (moments: readonly number[]) => ForecastPoint[]

/**
 * Forecasts from a detector's state: the season's profiles, plus today's departure from them, which fades with distance; of
 * counts, as soon as whole days are known, by what these came to (countForecast.ts).
 */
export const forecast = (
  state: DetectorState,
  kind: SeriesKind,
  moments: readonly number[],
  options: ForecastOptions = {},
): ForecastPoint[] => forecaster(state, kind, options)(moments)

/** The same for who asks more than once: what holds of all moments is reckoned once. The state must stay as it is. */
export function forecaster(state: DetectorState, kind: SeriesKind, options: ForecastOptions = {}): Forecaster {
  const scale = scales[kind]
  const locate = momentLocator(options.zone ?? 'UTC', options.calendar ?? plainCalendar)
  const moment = newMoment()
  const predictions = new Float64Array(PREDICTORS)
  const f = state.floats
  const trust = trustInWeek(f)
  const far = farTrust(state)
  const course = kind === 'count' ? countCourse(state, options.calendar ?? plainCalendar, locate) : null
  const expect = (at: number): ForecastPoint => {
    locate(at, moment)
    predictEach(f, moment, predictions)
    const ahead = Math.max(0, at - state.lastAt)
    const kept = Math.exp(-ahead / LEVEL_MEMORY_MS)
    const near = Math.exp(-ahead / NOW_MEMORY_MS)
    const byDay = predictions[DAY_SLOW] as number
    const byWeek = predictions[WEEK_SLOW] as number
    const daily = faded(byDay, f[S.daySlow] as number, f[S.dayFast] as number, kept, near)
    const weekly = faded(byWeek, f[S.weekSlow] as number, f[S.weekFast] as number, kept, near)
    const units = daily + Math.max(trust, far * (1 - near)) * (weekly - daily)
    const usual = Math.max(readProfile(f, moment.spread), (f[S.scale] as number) * 0.3) + leastSpread(f)
    const half = BAND_ERRORS * usual * (NEAR_SPREAD + FAR_SPREAD * (1 - kept))
    const plain = scale.fromUnits(units)
    const expected = course?.(moment, ahead) ?? plain
    const middle = course === null ? units : scale.toUnits(expected, 0)
    return { at, expected, low: scale.fromUnits(middle - half), high: scale.fromUnits(middle + half) }
  }
  return (moments) => moments.map(expect)
}

/** What the season and the level of the last hours say of a moment, whatever the last minutes did. In the series' unit. */
export function usualAt(state: DetectorState, kind: SeriesKind, options: ForecastOptions = {}): (at: number) => number {
  const moment = newMoment()
  const locate = momentLocator(options.zone ?? 'UTC', options.calendar ?? plainCalendar)
  const predictions = new Float64Array(PREDICTORS)
  return (at) => {
    locate(at, moment)
    predictEach(state.floats, moment, predictions)
    return scales[kind].fromUnits(slowPrediction(state.floats, predictions))
  }
}

/** A prediction whose departures from the season, of the last hours and the last minutes, fade with distance. */
const faded = (slowly: number, slow: number, fast: number, kept: number, near: number): number =>
  slowly - slow + slow * kept + (fast - slow) * near

/** Weight of the hour-of-week profile beside the daily one, by how well each has done lately. */
function trustInWeek(f: Float32Array): number {
  const day = (f[places.predictorErrors + DAY_SLOW] as number) + TINY
  const week = (f[places.predictorErrors + WEEK_SLOW] as number) + TINY
  return day ** TRUST_POWER / (day ** TRUST_POWER + week ** TRUST_POWER)
}

/**
 * Nearby, today's level makes up for the weekday, and the profiles seem alike; far ahead only the weekly one knows that
 * tomorrow is a Saturday. From the third week on, unless it has done worse.
 */
function farTrust({ floats: f, stepMs }: DetectorState): number {
  const isWorse =
    (f[places.predictorErrors + WEEK_SLOW] as number) > 1.1 * (f[places.predictorErrors + DAY_SLOW] as number) + TINY
  return isWorse || (f[S.count] as number) * stepMs < FAR_AFTER_MS ? 0 : 1
}

/** A sum to come, such as the orders of the rest of lunch or the calls until a quota ends. */
export interface ForecastSum {
  expected: number
  low: number
  high: number
}

/** Of the errors of neighbouring points, the share that they have in common: it does not average out. */
const COMMON_ERROR = 0.25

/** Adds up forecast points. The band grows with the root of their number, and with what all of them err alike. */
export function sumForecast(points: readonly ForecastPoint[]): ForecastSum {
  const expected = points.reduce((sum, point) => sum + point.expected, 0)
  const side = (of: (point: ForecastPoint) => number): number => {
    const squares = points.reduce((sum, point) => sum + of(point) ** 2, 0)
    const plain = points.reduce((sum, point) => sum + of(point), 0)
    return Math.sqrt((1 - COMMON_ERROR) * squares + COMMON_ERROR * plain * plain * 0.25)
  }
  return {
    expected,
    low: Math.max(0, expected - side((point) => Math.max(0, point.expected - point.low))),
    high: expected + side((point) => Math.max(0, point.high - point.expected)),
  }
}
