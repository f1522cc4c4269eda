import type { SeriesColumns } from '../documents/minute'
import type { TierDims } from './dims/storedDims'

/** Totals of an hour and of a day are kept, and late events drawn, by so many minutes. */
export const TOTAL_SLOT_MINUTES = 5

/** Series over the slots of a window. A column is text: see columns.ts. */
export interface TierSeries {
  /** metric id */
  m: number[]
  /** label */
  l: string[]
  /** by outcome index, trailing empty ones cut: events in each slot */
  c: string[][]
  /** one sketch of the whole window, '' for none */
  k: string[]
  /** distinct users who met a failure, and at all, as in minutes */
  f: string[][]
  u: string[][]
}

/** A metric over all its labels. */
export interface TierTotals {
  m: number[]
  /** by outcome index: events in each 5-minute slot */
  c: string[][]
  /** sketches: of each 5 minutes in an hour, of each hour in a day; '' for none */
  k: string[][]
}

interface Tier {
  store: string
  /** how many batches are in it: a stale worker's never replaces a fuller one */
  batches: number
  /** all below it is sealed: it will not change any more */
  sealed: boolean
  codec: 1
  series: TierSeries
  totals: TierTotals
  /** events of before the window; `e` is minutes before its first minute, ≥ 1 */
  late: SeriesColumns
  dropped: [number, number][]
  /** breakdowns, where there are any: read only by who asks for them */
  dims?: TierDims
  demo?: boolean
}

/** `_id`: store:epochHour, by ingest time. Slots of series are the 60 minutes, of totals the twelve 5-minute spans. */
export interface HourDocument extends Tier {
  _id: string
  hour: number
}

/** `_id`: store:day, by ingest time in the shop's zone. Slots of series are its hours, of totals its 5-minute spans. */
export interface DayDocument extends Tier {
  _id: string
  /** YYYY-MM-DD */
  day: string
  /** epoch hour of its first hour; with `hours` it tells a day of 23 or 25 hours */
  fromHour: number
  hours: number
}
