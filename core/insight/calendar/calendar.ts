import { addDays } from '../../time/localTime'
import { chinaHolidays, chinaMakeUpDays, type DayRun, publishedThrough, statutoryDays } from './chinaHolidays'

export interface Calendar {
  /** the holiday of a local day (YYYY-MM-DD), if it is one */
  holiday(day: string): string | undefined
  /** weekday (0 = Sunday) whose profile a local day follows: a holiday is a Sunday, a worked weekend a Wednesday */
  actsAs(day: string, weekday: number): number
  /** the holiday near a day of which nobody has said yet how its neighbours are taken off or worked */
  unsettled(day: string): string | undefined
}

const SUNDAY = 0
const MIDWEEK = 3

/** Bridges and days worked in exchange lie within so many days of a holiday. */
const NEAR_DAYS = 7

/**
 * @param holidays runs of days off @param worked weekend days that are worked
 * @param open holidays that are certain, while what is around them is not
 */
export function createCalendar(
  holidays: readonly DayRun[],
  worked: readonly string[],
  open: readonly DayRun[] = [],
): Calendar {
  const names = new Map<string, string>()
  for (const { name, from, to } of [...holidays, ...open]) {
    for (let day = from; day <= to; day = addDays(day, 1)) names.set(day, name)
  }
  const workedDays = new Set(worked)
  return {
    holiday: (day) => names.get(day),
    unsettled: (day) =>
      open.find(({ from, to }) => day >= addDays(from, -NEAR_DAYS) && day <= addDays(to, NEAR_DAYS))?.name,
    actsAs: (day, weekday) => (names.has(day) ? SUNDAY : workedDays.has(day) ? MIDWEEK : weekday),
  }
}

export const plainCalendar = createCalendar([], [])
export const chinaCalendar = createCalendar(
  chinaHolidays,
  chinaMakeUpDays,
  statutoryDays.filter(({ from }) => from > publishedThrough),
)
