import { SERIES_NAMES, type SeriesName } from '../../../contract/insight'
import type { StoreDocument } from '../../documents/store'
import { addDays, dayStart } from '../../time/localTime'
import { DAY_MS, MINUTE_MS, MINUTES_PER_HOUR } from '../../time/units'
import { calendarOf } from '../calendar/calendarOf'
import { createDetector, type Detector, type Judgement } from '../detector'
import { usualAt } from '../forecast/forecast'
import { S } from '../score/scalars'
import type { DetectorState } from '../state'
import { type BaselineDocument, baselineOf, type States, statesOf } from './baseline'
import { hasPoint, pointAt, type Tapes } from './pointAt'
import type { Readings, SeriesReading } from './reading'
import { LAG_MINUTES, SERIES } from './series'

/** The longest window that a rule about anomalies may look at. */
const USUAL_MINUTES = 60
/** Readings of the last judged minutes: a minute that is judged again finds what it found. */
const KEPT_READINGS = 20

/**
 * What an instance knows of a store's series. It goes forward point by point, so that it is the same whenever and in
 * however many runs the points are met.
 */
export interface StoreWatch {
  store: StoreDocument
  /** those that are learnt */
  series: readonly SeriesName[]
  /** last minute whose points are learnt, epoch minute */
  through: number
  states: States
  detectors: Record<SeriesName, Detector>
  /** by judged minute */
  readings: Map<number, Readings>
  last: Partial<Record<SeriesName, { judgement: Judgement; value: number | null }>>
  /** as stored; null: not yet */
  saved: BaselineDocument | null
  /** as of the end of the last whole hour */
  hourly: BaselineDocument | null
}

export function startWatch(
  store: StoreDocument,
  saved: BaselineDocument | null,
  through: number,
  series: readonly SeriesName[] = SERIES_NAMES,
): StoreWatch {
  return {
    store,
    series,
    through,
    states: statesOf(saved),
    detectors: detectorsOf(store),
    readings: new Map(),
    last: {},
    saved,
    hourly: null,
  }
}

function detectorsOf({ zone, closedOn }: StoreDocument): Record<SeriesName, Detector> {
  const closures = closedOn.map((day) => ({ from: dayStart(day, zone), to: dayStart(addDays(day, 1), zone) }))
  const options = { zone, calendar: calendarOf(zone), closures }
  return Object.fromEntries(
    SERIES_NAMES.map((series) => [series, createDetector(SERIES[series].kind, options)]),
  ) as Record<SeriesName, Detector>
}

/** Learns the points of (watch.through, through]. */
export function advance(watch: StoreWatch, tapes: Tapes, through: number): void {
  for (let minute = watch.through + 1; minute <= through; minute++) {
    for (const series of watch.series) {
      if (!hasPoint(series, minute)) continue
      const point = pointAt(series, minute, tapes)
      const judgement = watch.detectors[series].step(watch.states[series], point)
      watch.last[series] = { judgement, value: judgement.skipped === undefined ? shown(series, point) : null }
    }
    watch.through = minute
    if (minute <= through - Math.max(KEPT_READINGS, MINUTES_PER_HOUR)) continue
    watch.readings.set(minute + LAG_MINUTES, readingsOf(watch))
    watch.readings.delete(minute + LAG_MINUTES - KEPT_READINGS)
    if (minute % MINUTES_PER_HOUR === MINUTES_PER_HOUR - 1) {
      watch.hourly = baselineOf(watch.store._id, (watch.saved?.version ?? 0) + 1, minute, watch.states)
    }
  }
}

const shown = (series: SeriesName, { value, of = 0 }: { value: number | null; of?: number }): number | null =>
  value === null ? null : SERIES[series].kind === 'rate' ? value / of : value

function readingsOf({ last, states, store, through }: StoreWatch): Readings {
  return Object.fromEntries(
    Object.entries(last).map(([name, { judgement, value }]) => {
      const series = name as SeriesName
      const reading: SeriesReading = {
        open: judgement.alert.open,
        side: judgement.side,
        evidence: judgement.evidence,
        value,
        days: learntDays(states[series]),
        usual: usualOf(series, states[series], store, through, judgement.alert.open),
      }
      return [series, reading]
    }),
  )
}

function usualOf(
  series: SeriesName,
  state: DetectorState,
  { zone }: StoreDocument,
  minute: number,
  isOpen: boolean,
): number[] {
  const { kind } = SERIES[series]
  const usual = usualAt(state, kind, { zone, calendar: calendarOf(zone) })
  return Array.from({ length: kind === 'count' && isOpen ? USUAL_MINUTES : 1 }, (_, back) =>
    usual((minute - back) * MINUTE_MS),
  )
}

/** Of what it has points of: a shop open by day learns half a day a day from its payments. */
const learntDays = (state: DetectorState): number =>
  ((state.floats[S.count] as number) * (state.stepMs || MINUTE_MS)) / DAY_MS
