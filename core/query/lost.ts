import type { IncidentSummary } from '../../contract/query'
import type { IncidentDocument } from '../documents'
import { MINUTE_MS } from '../time/units'
import type { OrderBook } from './orderBook'

/** An incident's first minutes say little: nothing is told of less than this. */
const SHORTEST_MS = 2 * MINUTE_MS

/**
 * What an incident cost: what the same time brought in earlier weeks, on average, less what came. An estimate, and null
 * where there is no history.
 * @param untilMs now, or its end
 */
export function lostIn(book: OrderBook, incident: IncidentDocument, untilMs: number): IncidentSummary['lost'] {
  const length = untilMs - incident.openedAt
  if (book.weeks.length === 0 || length < SHORTEST_MS) return null
  const now = book.totals(incident.openedAt, untilMs)
  const earlier = book.weeks.map((week) =>
    book.totals(book.earlier(incident.openedAt, week), book.earlier(untilMs, week)),
  )
  const paid = earlier.reduce((sum, week) => sum + week.paid, 0)
  if (paid === 0) return null
  const missing = Math.max(0, paid / earlier.length - now.paid)
  const fen = Math.round(missing * (earlier.reduce((sum, week) => sum + week.paidFen, 0) / paid))
  const fenPerMinute = incident.resolvedAt === null ? Math.round(fen / (length / MINUTE_MS)) : 0
  return { orders: Math.round(missing), fen, fenPerMinute }
}
