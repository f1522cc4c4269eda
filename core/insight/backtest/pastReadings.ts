import type { SeriesName } from '../../../contract/insight'
import { type Past, tapesOfPast } from '../watch/learnPast'
import type { Readings } from '../watch/reading'
import { LAG_MINUTES } from '../watch/series'
import { advance, startWatch } from '../watch/storeWatch'

const NONE: Readings = {}

/**
 * What detectors would have said at each minute, learning from the beginning of the record on. To be asked in ascending
 * order.
 * @param series those that rules ask for
 */
export function pastReadings(past: Past, series: readonly SeriesName[]): (minute: number) => Readings {
  if (series.length === 0) return () => NONE
  const tapes = tapesOfPast(past)
  const watch = startWatch(past.store, null, Math.min(tapes.phones.from, tapes.orders.from) - 1, series)
  return (minute) => {
    advance(watch, tapes, minute - LAG_MINUTES)
    return watch.readings.get(minute) ?? NONE
  }
}
