import type { Heat } from '../../contract/pages/transactions'
import { localTime } from '../time/localTime'
import { DAY_MS } from '../time/units'
import type { KnownOrder } from './orderSpan'

const WEEKS_MOST = 4

/** Orders paid by weekday and hour of the shop's clock, on average of the whole weeks before `todayMs`. */
export function heatOf(orders: readonly KnownOrder[], todayMs: number, zone: string): Heat | null {
  const oldest = Math.min(...orders.map(([, { createdAt }]) => createdAt))
  const weeks = Math.min(WEEKS_MOST, Math.floor((todayMs - oldest + DAY_MS) / (7 * DAY_MS)))
  if (weeks < 1) return null
  const counts = Array.from({ length: 7 }, () => new Array<number>(24).fill(0))
  for (const [, { paidAt }] of orders) {
    if (paidAt === null || paidAt >= todayMs || paidAt < todayMs - 7 * weeks * DAY_MS) continue
    const { weekday, minuteOfDay } = localTime(paidAt, zone)
    const row = counts[(weekday + 6) % 7] as number[]
    const hour = Math.floor(minuteOfDay / 60)
    row[hour] = (row[hour] as number) + 1
  }
  const hours = Array.from({ length: 24 }, (_, hour) => hour).filter((hour) =>
    counts.some((row) => (row[hour] as number) > 0),
  )
  const [first, last] = [hours[0], hours.at(-1)]
  if (first === undefined || last === undefined) return null
  const shown = Array.from({ length: last - first + 1 }, (_, index) => first + index)
  return { hours: shown, rows: counts.map((row) => shown.map((hour) => (row[hour] as number) / weeks)), weeks }
}
