import { createDetector } from '../../core/insight/detector'
import { forecast } from '../../core/insight/forecast/forecast'
import type { SeriesKind } from '../../core/insight/kinds/kind'
import { newState } from '../../core/insight/state'
import { DAY, MONDAY, orderCounts } from '../../test/core/insight/takeout'
import type { Row } from '../harness/row'
import type { Labelled } from './labelled'

/** Points ahead, a minute each; `restOfDay` is the sum of all to midnight. */
const HORIZONS = { m15: 15, h1: 60, restOfDay: 0 } as const
type Horizon = keyof typeof HORIZONS
const RIVALS = ['lastValue', 'lastWeek', 'holtWinters'] as const
type Rival = (typeof RIVALS)[number]

/** Forecasts are made so often, in the second half of a series. */
const EVERY = 97
const SEASON_GAIN = 0.2
const LEVEL_GAIN = 0.05

interface Series {
  kind: SeriesKind
  zone: string
  startMs: number
  stepMs: number
  values: Float64Array
}

/** From a kiosk with one order a minute at the height of lunch to a chain's kitchen. */
const PEAKS = [1, 3, 12, 40]
/** On days off a shop among offices sells less, and later. */
const amongOffices = (minute: number): number =>
  Math.floor(minute / DAY) % 7 < 5 ? 1 : minute % DAY < DAY * 0.65 ? 0.4 : 1.1
const WORLDS = [() => 1, amongOffices]

/** Four weeks of shops of our own making. */
const shops = (): Series[] =>
  WORLDS.flatMap((change, world) =>
    PEAKS.map((peak, size) => ({
      kind: 'count' as const,
      zone: 'Asia/Shanghai',
      startMs: MONDAY,
      stepMs: 60_000,
      values: Float64Array.from(
        orderCounts({ seed: 70 + 10 * world + size, from: 0, to: 28 * DAY, peak, change }),
        ({ value }) => value ?? 0,
      ),
    })),
  )

const seriesOf = ({ timestamps, values }: Labelled): Series => ({
  kind: 'value',
  zone: 'UTC',
  startMs: (timestamps[0] as number) * 1000,
  stepMs: ((timestamps[1] as number) - (timestamps[0] as number)) * 1000,
  values,
})

/** Errors beside those of other ways, as a ratio for every series and their geometric mean: below one is better. */
export function* forecastRows(labelled: readonly Labelled[]): Generator<Row> {
  const groups: [string, Series[]][] = [
    ['shop', shops()],
    ['public', labelled.map(seriesOf)],
  ]
  for (const [group, series] of groups) {
    const errors = series.map(errorsOf).filter((one) => one !== null)
    if (errors.length === 0) continue
    for (const horizon of Object.keys(HORIZONS) as Horizon[])
      for (const rival of RIVALS) {
        const logs = errors.map((one) => Math.log((one[horizon].ours + 1e-9) / (one[horizon][rival] + 1e-9)))
        const value = Math.exp(logs.reduce((sum, log) => sum + log, 0) / logs.length)
        yield { name: `insight.forecast.${group}.${horizon}/${rival}`, value, target: 1 }
      }
  }
}

type Errors = Record<Horizon, Record<Rival | 'ours', number>>
const none = () => ({ ours: 0, lastValue: 0, lastWeek: 0, holtWinters: 0 })

/** Sums of absolute errors; null for a series too short for a week. */
function errorsOf({ kind, zone, startMs, stepMs, values }: Series): Errors | null {
  const day = Math.round(86_400_000 / stepMs)
  const week = 7 * day
  const from = Math.max(Math.floor(values.length / 2), week + day)
  if (from + day > values.length) return null
  const detector = createDetector(kind, { zone })
  const state = newState()
  const winters = new Winters(day)
  const errors: Errors = { m15: none(), h1: none(), restOfDay: none() }
  for (let k = 0; k < values.length; k++) {
    const value = values[k] as number
    detector.step(state, { at: startMs + k * stepMs, value: Number.isNaN(value) ? null : value })
    if (!Number.isNaN(value)) winters.learn(value, k)
    if (k < from || k % EVERY !== 0) continue
    for (const horizon of Object.keys(HORIZONS) as Horizon[]) {
      const steps = Math.max(1, Math.round((HORIZONS[horizon] * 60_000) / stepMs))
      const ahead =
        horizon === 'restOfDay' ? Array.from({ length: day - 1 - (k % day) }, (_, step) => k + 1 + step) : [k + steps]
      const last = ahead[ahead.length - 1]
      if (last === undefined || last >= values.length || Number.isNaN(value)) continue
      const sum = (of: (at: number) => number): number => ahead.reduce((total, at) => total + of(at), 0)
      const actual = sum((at) => values[at] as number)
      const ours = forecast(
        state,
        kind,
        ahead.map((at) => startMs + at * stepMs),
        { zone },
      )
      const said = {
        ours: ours.reduce((total, { expected }) => total + expected, 0),
        lastValue: value * ahead.length,
        lastWeek: sum((at) => values[at - week] as number),
        holtWinters: sum((at) => winters.expect(at)),
      }
      if ([actual, ...Object.values(said)].some(Number.isNaN)) continue
      for (const name of ['ours', ...RIVALS] as const) errors[horizon][name] += Math.abs(said[name] - actual)
    }
  }
  return errors
}

/** Additive, with a season of a day. */
class Winters {
  private level = Number.NaN
  private readonly season: Float64Array

  constructor(private readonly period: number) {
    this.season = new Float64Array(period)
  }

  expect(at: number): number {
    return this.level + (this.season[at % this.period] as number)
  }

  learn(value: number, at: number): void {
    const slot = at % this.period
    if (Number.isNaN(this.level)) this.level = value
    if (at < this.period) {
      this.season[slot] = value - this.level
      return
    }
    const before = this.season[slot] as number
    this.level += LEVEL_GAIN * (value - before - this.level)
    this.season[slot] = before + SEASON_GAIN * (value - this.level - before)
  }
}
