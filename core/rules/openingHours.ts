import type { StoreDocument } from '../documents/store'
import { addDays, localTime } from '../time/localTime'

const DAY_MINUTES = 1440
const WEEK_DAYS = 7

type Opening = Pick<StoreDocument, 'zone' | 'hours' | 'closedOn'>

/** Is the shop open at `ms`, by its own clock? A shop that has not said its hours counts as open. */
export const isOpen = (store: Opening, ms: number): boolean => openedMinutesAgo(store, ms) !== null

/**
 * Minutes since the current opening began, by the shop's clock; null while closed.
 * Hours past midnight, and a day's closing, belong to the day on which they begin.
 */
export const openedMinutesAgo = (store: Opening, ms: number): number | null => {
  const { day, weekday, minuteOfDay } = localTime(ms, store.zone)
  if (store.hours.length === 0) return minuteOfDay
  const yesterday = (weekday + WEEK_DAYS - 1) % WEEK_DAYS
  return (
    sinceOpening(store, day, weekday, minuteOfDay) ??
    sinceOpening(store, addDays(day, -1), yesterday, minuteOfDay + DAY_MINUTES)
  )
}

const sinceOpening = (store: Opening, day: string, weekday: number, minute: number): number | null => {
  if (store.closedOn.includes(day)) return null
  const interval = (store.hours[weekday] ?? []).find(([from, to]) => minute >= from && minute < to)
  return interval ? minute - interval[0] : null
}
