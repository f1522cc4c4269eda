import { MONITOR_AREA } from '../alerting/gap'
import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import { isOpen } from '../rules/openingHours'
import { MINUTE_MS } from '../time/units'
import type { OrderBook } from './orderBook'

export interface Gap {
  from: number
  to: number
}

/** Silence of at least this long, while orders came in, is a hole in the record and not an empty shop. */
const SILENT_MINUTES = 5

/** Stretches of today that nobody watched: the monitor wrote them down when it found them. */
export const unwatchedGaps = (incidents: readonly IncidentDocument[], dayStartMs: number): Gap[] =>
  incidents
    .filter(({ area, resolvedAt }) => area === MONITOR_AREA && (resolvedAt ?? 0) > dayStartMs)
    .map(({ openedAt, resolvedAt }) => ({ from: openedAt, to: resolvedAt as number }))

export interface SilenceInput {
  /** minutes in which anything was received, ascending */
  received: readonly number[]
  /** minutes looked at, [from, to) */
  from: number
  to: number
  book: OrderBook
  store: StoreDocument
}

/** Stretches in which phones said nothing although customers ordered. */
export function silentGaps({ received, from, to, book, store }: SilenceInput): Gap[] {
  const edges = [from - 1, ...received.filter((minute) => minute >= from && minute < to), to]
  return edges.slice(1).flatMap((next, index) => {
    const gap = { from: ((edges[index] as number) + 1) * MINUTE_MS, to: next * MINUTE_MS }
    const long = gap.to - gap.from >= SILENT_MINUTES * MINUTE_MS
    return long && isOpen(store, gap.from) && book.totals(gap.from, gap.to).created > 0 ? [gap] : []
  })
}
