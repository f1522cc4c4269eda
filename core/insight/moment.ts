import { localTime } from '../time/localTime'
import { DAY_MS, MINUTE_MS } from '../time/units'
import type { Calendar } from './calendar/calendar'
import { locateMoment, type Moment } from './score/season'

const { floor } = Math

const THURSDAY = 4 // 1970-01-01
const MINUTES_PER_DAY = DAY_MS / MINUTE_MS

/** Finds where a moment sits in the profiles, by the shop's wall clock: a day of 23 hours keeps its lunch. */
export function momentLocator(zone: string, calendar: Calendar): (at: number, into: Moment) => void {
  if (zone === 'UTC') {
    return (at, into) => {
      const minutes = at / MINUTE_MS
      const weekday = (floor(minutes / MINUTES_PER_DAY) + THURSDAY) % 7
      into.localDay = floor(minutes / MINUTES_PER_DAY)
      locateMoment(into, minutes - into.localDay * MINUTES_PER_DAY, weekday)
    }
  }
  let known = { day: '', number: 0 }
  return (at, into) => {
    const { day, weekday, minuteOfDay } = localTime(at, zone)
    if (day !== known.day) known = { day, number: Date.parse(day) / DAY_MS }
    into.localDay = known.number
    locateMoment(into, minuteOfDay, calendar.actsAs(day, weekday))
  }
}
