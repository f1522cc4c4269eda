import { METRICS } from '../../../contract/metrics'
import { outcomeCode } from '../../../contract/outcomes'
import { Sketch } from '../../../contract/sketch/sketch'
import { emptyColumns } from '../../../core/rollup/seriesColumns'
import { type Cell, emptyCell } from '../../../core/rollup/seriesTable'
import { reslot, toTierSeries, toTierTotals } from '../../../core/rollup/tierSeries'
import type { HourDocument } from '../../../core/rollup/tiers'
import { HOUR_MS, hourOf } from '../../../core/time/units'
import { NOON } from '../../fakes/batches'
import type { FakePorts } from '../../fakes/ports'
import { lunchShop } from './watch/lunch'

export interface PastEvent {
  metric: keyof typeof METRICS
  /** minute of the hour */
  minute: number
  user: string
  failed?: boolean
  durationMs?: number
}

/** A stored hour of a shop out of its events. */
export function hourOfEvents(store: string, hour: number, events: readonly PastEvent[]): HourDocument {
  const cells = events.map(({ metric, minute, user, failed = false, durationMs }): Cell => {
    const cell = emptyCell(METRICS[metric].id, 'a', minute)
    cell.counts[outcomeCode(failed ? 'business' : 'ok')] = 1
    cell.users.add(user)
    if (failed) cell.failedUsers.add(user)
    if (durationMs !== undefined) {
      cell.sketch = new Sketch()
      cell.sketch.add(durationMs)
    }
    return cell
  })
  const own = reslot(cells, ({ slot }) => slot)
  const totals = reslot(cells, ({ slot }) => Math.floor(slot / 5))
  return {
    _id: `${store}:${hour}`,
    store,
    hour,
    batches: events.length,
    sealed: true,
    codec: 1,
    series: toTierSeries(own, 60),
    totals: toTierTotals(totals, 12, 1),
    late: emptyColumns(),
    dropped: [],
  } as HourDocument
}

export const DAYS = 8
/** Ends at half past ten of NOON's day. */
export const END = NOON - 1.5 * HOUR_MS

/** Eight days of orders and, by day, of a payment and two calls every three minutes. @param change of an hour's events */
export function pastShop(
  change: (hour: number, events: PastEvent[]) => PastEvent[] = (_, events) => events,
): FakePorts {
  const ports = lunchShop(DAYS, () => 1)
  for (let hour = hourOf(END) - DAYS * 24; hour < hourOf(END); hour++) {
    if ((hour + 8) % 24 < 10) continue
    const events = Array.from({ length: 20 }, (_, at): PastEvent[] => [
      { metric: 'pay', minute: 3 * at, user: `u${hour}-${at}`, durationMs: 800 },
      { metric: 'call', minute: 3 * at, user: `u${hour}-${at}`, durationMs: 200 + 7 * (at % 5) },
      { metric: 'call', minute: 3 * at + 1, user: `u${hour}-${at}`, durationMs: 260 },
    ]).flat()
    const document = hourOfEvents('s1', hour, change(hour, events))
    ports.store.hours.set(document._id, document)
  }
  const store = ports.store.stores.get('s1')
  if (store !== undefined) store.firstSeenAt = END - DAYS * 24 * HOUR_MS
  return ports
}
