import type { Comparison, Overview } from '../../contract/query'
import { dayStart, localTime } from '../time/localTime'
import type { OrderBook } from './orderBook'
import { weekdayName } from './words'

export type TodayFigures = Overview['today']

/** Orders and money of today, against the same weekday's same clock time last week. */
export function todayFigures(book: OrderBook, nowMs: number, zone: string): TodayFigures {
  const start = dayStart(localTime(nowMs, zone).day, zone)
  const { paid, paidFen } = book.totals(start, nowMs)
  return { orders: paid, revenueFen: paidFen, comparison: lastWeek(book, start, nowMs, zone) }
}

function lastWeek(book: OrderBook, startMs: number, nowMs: number, zone: string): Comparison | null {
  if (!book.weeks.includes(1)) return null
  const { paid, paidFen } = book.totals(book.earlier(startMs, 1), book.earlier(nowMs, 1))
  return { label: lastWeekLabel(nowMs, zone), orders: paid, revenueFen: paidFen }
}

export const lastWeekLabel = (nowMs: number, zone: string): string =>
  `上${weekdayName(localTime(nowMs, zone).weekday)}此时`
