import type { OrderFact, OrderHourDocument } from '../documents/orderHour'
import type { StoreDocument } from '../documents/store'
import type { OrderTotals } from '../evidence'
import { WEEKS, weeksWithHistory } from '../orders/earlierWeeks'
import { type Placed, paidByMinute, placedIn, totalsIn, within } from '../orders/totals'
import { addDays, dayStart, localTime, sameClockEarlier } from '../time/localTime'
import { hourOf, MINUTE_MS, minuteOf } from '../time/units'

/** Orders of today and of the same weekday in earlier weeks. */
export interface OrderBook {
  /** weeks back that are known: 1 … 4, without holes */
  weeks: number[]
  totals(fromMs: number, toMs: number): OrderTotals
  placed(fromMs: number, toMs: number): Placed
  /** the orders themselves that were made, or paid, in [fromMs, toMs) */
  facts(state: 'created' | 'paid', fromMs: number, toMs: number): OrderFact[]
  /** a dish's name as it was last ordered; undefined: nobody did */
  dishName(dish: string): string | undefined
  /** orders paid in (at − windowMinutes, at] */
  rolling(atMs: number, windowMinutes: number): number
  /** the same moment `week` weeks earlier, by the shop's clock */
  earlier(ms: number, week: number): number
  /** facts that were read at all */
  size: number
  demo: boolean
}

/** The hours that a book of today needs: whole days, and the hour before each, where orders paid in it may have begun. */
export function bookHours(nowMs: number, zone: string): number[] {
  const hours = new Set<number>()
  const today = localTime(nowMs, zone).day
  for (let week = 0; week <= WEEKS; week++) {
    const day = addDays(today, -7 * week)
    const last = week === 0 ? nowMs : dayStart(addDays(day, 1), zone)
    for (let hour = hourOf(dayStart(day, zone)) - 1; hour <= hourOf(last); hour++) hours.add(hour)
  }
  return [...hours].sort((a, b) => a - b)
}

export function orderBook(documents: readonly OrderHourDocument[], store: StoreDocument, nowMs: number): OrderBook {
  const facts: OrderFact[] = documents.flatMap((document) => Object.values(document.facts))
  const { zone } = store
  const earlier = (ms: number, week: number) => (week === 0 ? ms : sameClockEarlier(ms, 7 * week, zone))
  const days = Array.from({ length: WEEKS }, (_, index) => {
    const day = addDays(localTime(nowMs, zone).day, -7 * (index + 1))
    return { fromMs: dayStart(day, zone), toMs: dayStart(addDays(day, 1), zone) }
  })
  const known = weeksWithHistory(days, ({ fromMs, toMs }) =>
    facts.some(({ createdAt }) => createdAt >= fromMs && createdAt < toMs),
  )
  const sums = new Map<number, number[]>()
  return {
    weeks: known.map((_, index) => index + 1),
    totals: (fromMs, toMs) => totalsIn(facts, fromMs, toMs),
    placed: (fromMs, toMs) => placedIn(facts, fromMs, toMs),
    facts: (state, fromMs, toMs) =>
      facts.filter(({ createdAt, paidAt }) => within(state === 'paid' ? paidAt : createdAt, fromMs, toMs)),
    dishName: (dish) => documents.findLast(({ dishes }) => dishes?.[dish] !== undefined)?.dishes?.[dish],
    rolling: (atMs, windowMinutes) => {
      const day = minuteOf(dayStart(localTime(atMs, zone).day, zone))
      const sum = sums.get(day) ?? runningSum(paidByMinute(facts, day - 60, day + 27 * 60))
      sums.set(day, sum)
      const end = Math.floor(atMs / MINUTE_MS) - (day - 60)
      return (sum[end] ?? 0) - (sum[Math.max(0, end - windowMinutes)] ?? 0)
    },
    earlier,
    size: facts.length,
    demo: documents.some(({ demo }) => demo === true),
  }
}

/** @returns at index i the sum of the first i numbers */
function runningSum(numbers: readonly number[]): number[] {
  const sums = [0]
  for (const number of numbers) sums.push((sums[sums.length - 1] as number) + number)
  return sums
}
