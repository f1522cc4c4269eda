import { addDays } from '../../time/localTime'
import { chinaHolidays, chinaMakeUpDays, type DayRun } from './chinaHolidays'

export interface Calendar {
  /** the holiday of a local day (YYYY-MM-DD), if it is one */
  holiday(day: string): string | undefined
  /** weekday (0 = Sunday) whose profile a local day follows: a holiday is a Sunday, a worked weekend a Wednesday */
  actsAs(day: string, weekday: number): number
}

const SUNDAY = 0
const MIDWEEK = 3

/** @param holidays runs of days off @param worked weekend days that are worked */
export function createCalendar(holidays: readonly DayRun[], worked: readonly string[]): Calendar {
  const names = new Map<string, string>()
  for (const { name, from, to } of holidays) {
    for (let day = from; day <= to; day = addDays(day, 1)) names.set(day, name)
  }
  const workedDays = new Set(worked)
  return {
    holiday: (day) => names.get(day),
    actsAs: (day, weekday) => (names.has(day) ? SUNDAY : workedDays.has(day) ? MIDWEEK : weekday),
  }
}

export const plainCalendar = createCalendar([], [])
export const chinaCalendar = createCalendar(chinaHolidays, chinaMakeUpDays)
