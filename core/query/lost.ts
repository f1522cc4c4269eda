import type { MoneyAtRisk } from '../../contract/admin'
import type { IncidentSummary } from '../../contract/query'
import type { IncidentDocument } from '../documents'
import type { Outlook } from '../insight/outlook'
import { DAY_MS, MINUTE_MS } from '../time/units'
import type { OrderBook } from './orderBook'

/** An incident's first minutes say little: nothing is told of less than this. */
const SHORTEST_MS = 2 * MINUTE_MS
const FORECAST_WITHIN_MS = DAY_MS

/**
 * What an incident costs, as its parts: the orders that were forecast, or else what the same time brought in earlier
 * weeks on average, less what came. An estimate: 0 where that many fewer come by chance, and null where there is no history.
 * @param untilMs now, or its end
 */
export function moneyAtRisk(
  book: OrderBook,
  incident: IncidentDocument,
  untilMs: number,
  outlook: Outlook | null = null,
): MoneyAtRisk | null {
  const length = untilMs - incident.openedAt
  if (book.weeks.length === 0 || length < SHORTEST_MS) return null
  const now = book.totals(incident.openedAt, untilMs)
  const earlier = book.weeks.map((week) =>
    book.totals(book.earlier(incident.openedAt, week), book.earlier(untilMs, week)),
  )
  const paid = earlier.reduce((sum, week) => sum + week.paid, 0)
  if (paid === 0) return null
  // a forecast knows today's level, and the weekday that a holiday acts as; a much later one has moved on
  const isOfThen = outlook !== null && Math.abs(outlook.through - incident.openedAt) < FORECAST_WITHIN_MS
  const expectedOrders = isOfThen ? outlook.sum('paid', incident.openedAt, untilMs).expected : paid / earlier.length
  const averageFen = earlier.reduce((sum, week) => sum + week.paidFen, 0) / paid
  const missing = expectedOrders - now.paid
  const fen = isChance(missing, expectedOrders) ? 0 : Math.round(missing * averageFen)
  return {
    expectedOrders,
    actualOrders: now.paid,
    averageFen,
    fen,
    fenPerMinute: incident.resolvedAt === null ? Math.round(fen / (length / MINUTE_MS)) : 0,
    weeks: earlier.length,
    by: isOfThen ? 'forecast' : 'weeks',
  }
}

/**
 * Orders come by chance: so many fewer say nothing yet. One standard deviation of a Poisson count, whose variance is its
 * mean (Johnson, Kemp, Kotz: Univariate Discrete Distributions, 4.3).
 */
const isChance = (missing: number, expected: number): boolean => missing <= Math.sqrt(expected)

/** The same, as the overview shows it. */
export function lostIn(
  book: OrderBook,
  incident: IncidentDocument,
  untilMs: number,
  outlook: Outlook | null = null,
): IncidentSummary['lost'] {
  const money = moneyAtRisk(book, incident, untilMs, outlook)
  if (money === null) return null
  const { expectedOrders, actualOrders, fen, fenPerMinute } = money
  return { orders: fen === 0 ? 0 : Math.round(expectedOrders - actualOrders), fen, fenPerMinute }
}
