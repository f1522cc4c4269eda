import type { OrderFact } from '../documents/orderHour'
import type { Sales, SalesBefore } from '../documents/sales'
import type { StoreDocument } from '../documents/store'
import { netFenOf, totalsIn, within } from '../orders/totals'
import { addDays, dayStart, localTime, sameClockEarlier } from '../time/localTime'
import { HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../time/units'
import type { TodayFigures } from './today'
import { lastWeekLabel } from './today'

const WEEK = 7

/** @param facts of today, and of the hour before it; @param before as it was, where it is not read again */
export function salesOf(
  { _id, zone }: Pick<StoreDocument, '_id' | 'zone'>,
  facts: readonly OrderFact[],
  before: SalesBefore | null,
  nowMs: number,
): Sales {
  const { day } = localTime(nowMs, zone)
  const { paid, paidFen } = totalsIn(facts, dayStart(day, zone), nowMs)
  return { store: _id, at: nowMs, day, orders: paid, revenueFen: paidFen, before }
}

/** @param facts of last week's day, and of the hour before it */
export function salesBefore(
  { zone }: Pick<StoreDocument, 'zone'>,
  facts: readonly OrderFact[],
  nowMs: number,
): SalesBefore {
  const { day } = localTime(nowMs, zone)
  const hour = hourOf(nowMs)
  const [fromMs, toMs] = [-WEEK, 1 - WEEK].map((days) => dayStart(addDays(day, days), zone)) as [number, number]
  const hourMs = sameClockEarlier(hour * HOUR_MS, WEEK, zone)
  const { paid, paidFen } = totalsIn(facts, fromMs, hourMs)
  const minutes = new Map<number, [number, number, number]>()
  for (const fact of facts) {
    if (!within(fact.paidAt, Math.max(fromMs, hourMs), hourMs + HOUR_MS)) continue
    const minute = minuteOf((fact.paidAt as number) - hourMs)
    const [, orders, fen] = minutes.get(minute) ?? [minute, 0, 0]
    minutes.set(minute, [minute, orders + 1, fen + netFenOf(fact)])
  }
  return {
    ...{ hour, day, orders: paid, revenueFen: paidFen },
    known: facts.some(({ createdAt }) => within(createdAt, fromMs, toMs)),
    minutes: [...minutes.values()].sort((a, b) => a[0] - b[0]),
  }
}

/** As the page shows it. A day that is over, and that no run has looked beyond, says nothing of this one. */
export function salesFigures(
  { at, day, orders, revenueFen, before }: Sales,
  nowMs: number,
  zone: string,
): TodayFigures {
  if (day !== localTime(nowMs, zone).day) return { orders: 0, revenueFen: 0, comparison: null }
  if (before === null || !before.known || before.day !== day) return { orders, revenueFen, comparison: null }
  // where last week was not read again yet, it is told as far as it is known
  const minute = Math.min(Math.floor((at - before.hour * HOUR_MS) / MINUTE_MS), HOUR_MS / MINUTE_MS)
  const until = before.minutes.filter(([one]) => one < minute)
  const comparison = {
    label: lastWeekLabel(nowMs, zone),
    orders: until.reduce((sum, [, own]) => sum + own, before.orders),
    revenueFen: until.reduce((sum, [, , fen]) => sum + fen, before.revenueFen),
  }
  return { orders, revenueFen, comparison }
}
