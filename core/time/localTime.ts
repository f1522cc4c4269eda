import dayjs from 'dayjs'
import timezone from 'dayjs/plugin/timezone'
import utc from 'dayjs/plugin/utc'
import { DAY_MS, MINUTE_MS } from './units'

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
  const shown = new Date(ms + offsetMs(ms, zone))
  return {
    day: shown.toISOString().slice(0, 10),
    weekday: shown.getUTCDay(),
    minuteOfDay: shown.getUTCHours() * 60 + shown.getUTCMinutes(),
  }
}

/** First moment of a local day, epoch ms. */
export const dayStart = (day: string, zone: string): number => clockAt(day, 0, zone)

/** When the clock shows a time of a local day, epoch ms. @param minuteOfDay may pass 1440; a skipped hour is nudged */
export function clockAt(day: string, minuteOfDay: number, zone: string): number {
  const shown = Date.parse(day) + minuteOfDay * MINUTE_MS
  const near = shown - offsetMs(shown, zone)
  return shown - offsetMs(near, zone)
}

/** @param days may be negative; calendar days, so a day of 23 or 25 hours counts as one */
export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(day) + days * DAY_MS).toISOString().slice(0, 10)

/** The same clock time some days earlier, epoch ms. */
export function sameClockEarlier(ms: number, days: number, zone: string): number {
  const guess = ms - days * DAY_MS
  return guess + offsetMs(ms, zone) - offsetMs(guess, zone)
}

/** Zones change their offset on quarters of an hour only. */
const QUARTER_MS = 15 * MINUTE_MS
const REMEMBERED = 10_000
const offsets = new Map<string, number>()

/** Asking Intl takes some 50 µs, and a page asks thousands of times: each quarter of an hour is asked once. */
function offsetMs(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS)
  const key = `${zone}|${quarter}`
  const known = offsets.get(key)
  if (known !== undefined) return known
  if (offsets.size >= REMEMBERED) offsets.clear()
  const offset = dayjs(quarter * QUARTER_MS)
    .tz(zone)
    .utcOffset()
  offsets.set(key, offset * MINUTE_MS)
  return offset * MINUTE_MS
}
