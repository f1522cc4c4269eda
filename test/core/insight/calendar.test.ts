import { getDayDetail, getLunarDate, getSolarTermDate } from 'chinese-days'
import { chinaCalendar } from '../../../core/insight/calendar/calendar'
import { publishedThrough, statutoryDays } from '../../../core/insight/calendar/chinaHolidays'
import { addDays } from '../../../core/time/localTime'

const SUNDAY = 0
const SATURDAY = 6
const weekdayOf = (day: string): number => new Date(`${day}T00:00Z`).getUTCDay()
const daysOf = (year: number): string[] => {
  const days: string[] = []
  for (let day = `${year}-01-01`; day <= `${year}-12-31`; day = addDays(day, 1)) days.push(day)
  return days
}

/** Held against chinese-days, which is kept from the same notices by others. */
describe('the calendar of China', () => {
  it.each([2024, 2025, 2026])(
    'has the days off and the days worked in exchange of %i that chinese-days has',
    (year) => {
      expect(`${year}-12-31` <= publishedThrough).toBe(true)
      for (const day of daysOf(year)) {
        const { work, name } = getDayDetail(day)
        const acts = chinaCalendar.actsAs(day, weekdayOf(day))
        expect({ day, work: acts !== SUNDAY && acts !== SATURDAY }).toEqual({ day, work })
        const [, holiday = ''] = work ? [] : name.split(',')
        expect({ day, holiday: chinaCalendar.holiday(day)?.includes(holiday) ?? false }).toEqual({
          day,
          holiday: holiday !== '',
        })
      }
    },
  )

  it('knows by when the next arrangement is missing: the library has no later year either', () => {
    const next = Number(publishedThrough.slice(0, 4)) + 1
    const known = daysOf(next).filter((day) => getDayDetail(day).name.includes(','))
    // chinese-days was upgraded: publishedThrough and the tables want the new year too
    expect(known).toEqual([])
  })

  it('puts the statutory days of a year to come where moon and sun put them', () => {
    for (const { name, from, to } of statutoryDays) {
      const year = Number(from.slice(0, 4))
      const days = daysOf(year).filter((day) => day >= from && day <= to)
      expect({ name, days }).toEqual({ name, days: daysOf(year).filter((day) => isStatutory(name, day)) })
    }
  })

  it.each([
    { day: '2025-10-01', weekday: 3, acts: 0, holiday: '国庆节、中秋节' },
    { day: '2025-10-11', weekday: 6, acts: 3, holiday: undefined },
    { day: '2026-02-23', weekday: 1, acts: 0, holiday: '春节' },
    { day: '2026-02-24', weekday: 2, acts: 2, holiday: undefined },
    { day: '2024-09-29', weekday: 0, acts: 3, holiday: undefined },
    { day: '2027-05-01', weekday: 6, acts: 0, holiday: '劳动节' },
  ])('lets $day act as weekday $acts', ({ day, weekday, acts, holiday }) => {
    expect(chinaCalendar.actsAs(day, weekday)).toBe(acts)
    expect(chinaCalendar.holiday(day)).toBe(holiday)
  })
})

describe('a year whose arrangement is not published', () => {
  it.each([
    { day: '2027-02-03', weekday: 3, acts: 3, holiday: undefined, unsettled: '春节' },
    { day: '2027-02-06', weekday: 6, acts: 0, holiday: '春节', unsettled: '春节' },
    { day: '2027-03-20', weekday: 6, acts: 6, holiday: undefined, unsettled: undefined },
    { day: '2026-02-13', weekday: 5, acts: 5, holiday: undefined, unsettled: undefined },
  ])('has its statutory days, and says of $day that the rest is open: $unsettled', (row) => {
    expect(chinaCalendar.actsAs(row.day, row.weekday)).toBe(row.acts)
    expect(chinaCalendar.holiday(row.day)).toBe(row.holiday)
    expect(chinaCalendar.unsettled(row.day)).toBe(row.unsettled)
  })
})

/** The rule of 2024-11-10: eve and three days of spring, two days of May, three of October, one of each other feast. */
function isStatutory(name: string, day: string): boolean {
  const { lunarMon, lunarDay } = getLunarDate(day)
  const date = day.slice(5)
  const next = getLunarDate(addDays(day, 1))
  switch (name) {
    case '元旦':
      return date === '01-01'
    case '春节':
      return (lunarMon === 1 && lunarDay <= 3) || (next.lunarMon === 1 && next.lunarDay === 1)
    case '清明节':
      return day === getSolarTermDate(Number(day.slice(0, 4)), 4, 'pure_brightness')
    case '劳动节':
      return date === '05-01' || date === '05-02'
    case '端午节':
      return lunarMon === 5 && lunarDay === 5
    case '中秋节':
      return lunarMon === 8 && lunarDay === 15
    default:
      return date >= '10-01' && date <= '10-03'
  }
}
