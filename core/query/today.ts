import type { Comparison, Overview } from '../../contract/query'
import { dayStart, localTime } from '../time/localTime'
import type { OrderBook } from './orderBook'
import { weekdayName } from './words'

/** Orders and money of today, against the same weekday's same clock time last week. */
export function todayFigures(book: OrderBook, nowMs: number, zone: string): Overview['today'] {
  const start = dayStart(localTime(nowMs, zone).day, zone)
  const { paid, paidFen } = book.totals(start, nowMs)
  return { orders: paid, revenueFen: paidFen, comparison: lastWeek(book, start, nowMs, zone) }
}

function lastWeek(book: OrderBook, startMs: number, nowMs: number, zone: string): Comparison | null {
  if (!book.weeks.includes(1)) return null
  const { paid, paidFen } = book.totals(book.earlier(startMs, 1), book.earlier(nowMs, 1))
  const label = `上${weekdayName(localTime(nowMs, zone).weekday)}此时`
  return { label, orders: paid, revenueFen: paidFen }
}
