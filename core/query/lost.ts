import type { MoneyAtRisk } from '../../contract/admin'
import type { IncidentSummary } from '../../contract/query'
import type { IncidentDocument } from '../documents/incident'
import type { OrderHourDocument } from '../documents/orderHour'
import type { StoreDocument } from '../documents/store'
import type { Outlook } from '../insight/outlook'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../time/units'
import { bookHours, orderBook } from './orderBook'

/** An incident's first minutes say little: nothing is told of less than this. */
const SHORTEST_MS = 2 * MINUTE_MS
const FORECAST_WITHIN_MS = DAY_MS

/** What the cost of a store's incidents is reckoned from. */
export interface CostSource {
  store: StoreDocument
  /** of costHours at least */
  orders: readonly OrderHourDocument[]
  /** epoch ms up to which orders are written down; null: nobody wrote that down yet */
  ordersThrough: number | null
  /** what is expected of paid orders, by the newest baseline; null: the earlier weeks' mean is */
  outlook: Outlook | null
  nowMs: number
}

/** The epoch hours whose orders tell what an incident costs: of its last day, in five weeks. */
export const costHours = (incident: IncidentDocument, zone: string, nowMs: number): number[] =>
  bookHours(incident.resolvedAt ?? nowMs, zone)

/**
 * What an incident costs, as its parts: the orders that were forecast, or else what the same time brought in earlier
 * weeks on average, less what came. An estimate: 0 where that many fewer come by chance, and null where there is no history.
 * Every page tells this number, whatever else it has read: orders count as far as they are written down (what is not yet is
 * not lost), and of an incident over midnight from the hour before its last day on.
 */
export function moneyAtRisk(
  incident: IncidentDocument,
  { store, orders, ordersThrough, outlook, nowMs }: CostSource,
): MoneyAtRisk | null {
  const { zone } = store
  const lastMs = incident.resolvedAt ?? nowMs
  const hours = new Set(costHours(incident, zone, nowMs))
  const book = orderBook(
    orders.filter(({ hour }) => hours.has(hour)),
    store,
    lastMs,
  )
  const fromMs = Math.max(incident.openedAt, beginsAt(hours))
  const untilMs = Math.min(lastMs, ordersThrough ?? lastMs)
  const length = untilMs - fromMs
  if (book.weeks.length === 0 || length < SHORTEST_MS) return null
  const now = book.totals(fromMs, untilMs)
  const earlier = book.weeks.map((week) => book.totals(book.earlier(fromMs, week), book.earlier(untilMs, week)))
  const paid = earlier.reduce((sum, week) => sum + week.paid, 0)
  if (paid === 0) return null
  // a forecast knows today's level, and the weekday that a holiday acts as; a much later one has moved on
  const isOfThen = outlook !== null && Math.abs(outlook.through - incident.openedAt) < FORECAST_WITHIN_MS
  const expectedOrders = isOfThen ? outlook.sum('paid', fromMs, untilMs).expected : paid / earlier.length
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

/** Where the hours of the last day begin: the last run of hours without a hole. */
function beginsAt(hours: ReadonlySet<number>): number {
  let first = Math.max(...hours)
  while (hours.has(first - 1)) first -= 1
  return first * HOUR_MS
}

/**
 * So many fewer orders come by chance and say nothing yet. One standard deviation of a Poisson count, whose variance is its
 * mean (Johnson, Kemp, Kotz: Univariate Discrete Distributions, 4.3).
 */
const isChance = (missing: number, expected: number): boolean => missing <= Math.sqrt(expected)

/** The same, as a summary shows it. */
export function lostOf(money: MoneyAtRisk | null): IncidentSummary['lost'] {
  if (money === null) return null
  const { expectedOrders, actualOrders, fen, fenPerMinute } = money
  return { orders: fen === 0 ? 0 : Math.round(expectedOrders - actualOrders), fen, fenPerMinute }
}
