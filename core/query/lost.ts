import type { MoneyAtRisk } from '../../contract/admin'
import type { IncidentSummary } from '../../contract/query'
import type { IncidentDocument } from '../documents'
import { MINUTE_MS } from '../time/units'
import type { OrderBook } from './orderBook'

/** An incident's first minutes say little: nothing is told of less than this. */
const SHORTEST_MS = 2 * MINUTE_MS

/**
 * What an incident costs, as its parts: what the same time brought in earlier weeks, on average, less what came. An
 * estimate, and null where there is no history.
 * @param untilMs now, or its end
 */
export function moneyAtRisk(book: OrderBook, incident: IncidentDocument, untilMs: number): MoneyAtRisk | null {
  const length = untilMs - incident.openedAt
  if (book.weeks.length === 0 || length < SHORTEST_MS) return null
  const now = book.totals(incident.openedAt, untilMs)
  const earlier = book.weeks.map((week) =>
    book.totals(book.earlier(incident.openedAt, week), book.earlier(untilMs, week)),
  )
  const paid = earlier.reduce((sum, week) => sum + week.paid, 0)
  if (paid === 0) return null
  const expectedOrders = paid / earlier.length
  const averageFen = earlier.reduce((sum, week) => sum + week.paidFen, 0) / paid
  const fen = Math.round(Math.max(0, expectedOrders - now.paid) * averageFen)
  return {
    expectedOrders,
    actualOrders: now.paid,
    averageFen,
    fen,
    fenPerMinute: incident.resolvedAt === null ? Math.round(fen / (length / MINUTE_MS)) : 0,
    weeks: earlier.length,
  }
}

/** The same, as the overview shows it. */
export function lostIn(book: OrderBook, incident: IncidentDocument, untilMs: number): IncidentSummary['lost'] {
  const money = moneyAtRisk(book, incident, untilMs)
  if (money === null) return null
  const { expectedOrders, actualOrders, fen, fenPerMinute } = money
  return { orders: Math.round(Math.max(0, expectedOrders - actualOrders)), fen, fenPerMinute }
}
