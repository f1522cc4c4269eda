import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'

dayjs.extend(utc)
dayjs.extend(timezone)

/** A moment as a shop's wall clock shows it. */
export interface LocalTime {
  /** YYYY-MM-DD */
  day: string
  /** 0 = Sunday */
  weekday: number
  /** minutes since local midnight, by the clock */
  minuteOfDay: number
}

/** @param zone IANA zone */
export function localTime(ms: number, zone: string): LocalTime {
  const local = dayjs(ms).tz(zone)
  return { day: local.format('YYYY-MM-DD'), weekday: local.day(), minuteOfDay: local.hour() * 60 + local.minute() }
}

/** First moment of a local day, epoch ms. */
export const dayStart = (day: string, zone: string): number => dayjs.tz(`${day}T00:00:00`, zone).valueOf()

/** @param days may be negative; calendar days, so a day of 23 or 25 hours counts as one */
export const addDays = (day: string, days: number): string => dayjs.utc(day).add(days, 'day').format('YYYY-MM-DD')

/** The same clock time some days earlier, epoch ms. */
export function sameClockEarlier(ms: number, days: number, zone: string): number {
  const local = dayjs(ms).tz(zone)
  const day = addDays(local.format('YYYY-MM-DD'), -days)
  return dayjs.tz(`${day}T${local.format('HH:mm:ss')}`, zone).valueOf() + local.millisecond()
}
