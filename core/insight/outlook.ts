import type { SeriesName } from '../../contract/insight'
import type { StoreDocument } from '../documents/store'
import { DAY_MS, MINUTE_MS } from '../time/units'
import { calendarOf } from './calendar/calendarOf'
import {
  type Forecaster,
  type ForecastOptions,
  type ForecastPoint,
  type ForecastSum,
  forecaster,
  sumForecast,
  usualAt,
} from './forecast/forecast'
import { S } from './score/scalars'
import type { DetectorState } from './state'
import { type BaselineDocument, statesOf } from './watch/baseline'
import { SERIES } from './watch/series'

/** What is expected of a store's series, as far as its stored baseline knows. */
export interface Outlook {
  /** at each moment, epoch ms, past or to come: a count a minute, a share, ms */
  at(series: SeriesName, moments: readonly number[]): ForecastPoint[]
  /** of a count: all of [fromMs, toMs), with the band in which nine in ten lie */
  sum(series: SeriesName, fromMs: number, toMs: number): ForecastSum
  /** epoch ms up to which it is learnt */
  through: number
}

/** A baseline younger than this expects nothing yet. */
const LEARNING_DAYS = 3

/** @returns null where the series has not been learnt for long enough */
export function outlookOf(
  document: BaselineDocument | null,
  store: Pick<StoreDocument, 'zone'>,
  series: SeriesName,
): Outlook | null {
  const stored = document?.series[series]
  if (document === null || stored === undefined) return null
  const state = statesOf(document)[series]
  if (daysOf(state) < LEARNING_DAYS) return null
  const options = { zone: store.zone, calendar: calendarOf(store.zone) }
  const expecting = new Map<SeriesName, Forecaster>()
  const forecasts = (name: SeriesName): Forecaster => {
    const own = expecting.get(name) ?? expected(name === series ? state : statesOf(document)[name], name, options)
    expecting.set(name, own)
    return own
  }
  // a chart's rolling windows overlap: most of their minutes are asked for again and again
  const known = new Map<SeriesName, Map<number, ForecastPoint>>()
  const at = (name: SeriesName, moments: readonly number[]): ForecastPoint[] => {
    const own = known.get(name) ?? new Map<number, ForecastPoint>()
    known.set(name, own)
    const missing = moments.filter((moment) => !own.has(moment))
    if (missing.length > 0) for (const point of forecasts(name)(missing)) own.set(point.at, point)
    return moments.map((moment) => own.get(moment) as ForecastPoint)
  }
  return {
    at,
    sum: (name, fromMs, toMs) => sumForecast(at(name, minutesOf(fromMs, toMs))),
    through: state.lastAt,
  }
}

/** Of what is past, what was usual; of what is to come, the forecast. */
function expected(state: DetectorState, name: SeriesName, options: ForecastOptions): Forecaster {
  const { kind } = SERIES[name]
  const ahead = forecaster(state, kind, options)
  const usual = usualAt(state, kind, options)
  return (moments) => ahead(moments).map((point) => (point.at > state.lastAt ? point : centred(point, usual(point.at))))
}

/** Of the past the last minutes say nothing: what was usual is what the season and the hours before say. */
const centred = (point: ForecastPoint, usual: number): ForecastPoint => ({
  at: point.at,
  expected: usual,
  low: Math.max(0, usual - (point.expected - point.low)),
  high: usual + (point.high - point.expected),
})

const daysOf = ({ floats, stepMs }: DetectorState): number => ((floats[S.count] as number) * stepMs) / DAY_MS

const minutesOf = (fromMs: number, toMs: number): number[] =>
  Array.from({ length: Math.max(0, Math.round((toMs - fromMs) / MINUTE_MS)) }, (_, k) => fromMs + k * MINUTE_MS)
