import type { SeriesName } from '../../../contract/insight'
import { MINUTE_MS } from '../../time/units'
import type { Point } from '../detector'
import type { OrderTape } from './orderTape'
import type { PhoneTape } from './phoneTape'
import { FEWEST_SAMPLES, metricIds, SERIES, WATCHED_QUANTILE } from './series'

/** What is known of a stretch of time. */
export interface Tapes {
  phones: PhoneTape
  orders: OrderTape
}

/** Has a series a point at this minute? */
export const hasPoint = (series: SeriesName, minute: number): boolean => {
  const { stepMinutes } = SERIES[series]
  return minute % stepMinutes === stepMinutes - 1
}

/** A series' point; `value` is null where nothing is known of that minute. */
export function pointAt(series: SeriesName, minute: number, { phones, orders }: Tapes): Point {
  const { source } = SERIES[series]
  const at = minute * MINUTE_MS
  if (source.from === 'orders') {
    const known = minute >= orders.from && minute < orders.to
    return { at, value: known ? orders[source.count](minute) : null }
  }
  const ids = idsOf(series)
  if (minute < phones.from || minute >= phones.to) return { at, value: null }
  if (source.take === 'durations') {
    const sketch = phones.durations(ids, minute)
    return { at, value: sketch === null || sketch.count < FEWEST_SAMPLES ? null : sketch.quantile(WATCHED_QUANTILE) }
  }
  const { ok, failed, all } = phones.ends(ids, minute)
  return source.take === 'events' ? { at, value: all } : { at, value: failed, of: ok + failed }
}

const known = new Map<SeriesName, ReadonlySet<number>>()
const idsOf = (series: SeriesName): ReadonlySet<number> => {
  const { source } = SERIES[series]
  const ids = known.get(series) ?? metricIds(source.from === 'phones' ? source.metrics : [])
  known.set(series, ids)
  return ids
}
