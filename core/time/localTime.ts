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
  const shown = ms + offsetMs(ms, zone)
  const dayNumber = Math.floor(shown / DAY_MS)
  return {
    day: dayName(dayNumber),
    weekday: (((dayNumber + EPOCH_WEEKDAY) % DAYS_PER_WEEK) + DAYS_PER_WEEK) % DAYS_PER_WEEK,
    minuteOfDay: Math.floor((shown - dayNumber * DAY_MS) / MINUTE_MS),
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

/** 1970-01-01 was a Thursday. */
const EPOCH_WEEKDAY = 4
const DAYS_PER_WEEK = 7

/** What is remembered of each kind: a year and more of days, a quarter of a year of quarters of an hour. */
const REMEMBERED = 10_000

const dayNames = new Map<number, string>()

/** Detectors ask for every minute of weeks: spelling a day is most of what a question costs. */
function dayName(dayNumber: number): string {
  const known = dayNames.get(dayNumber)
  if (known !== undefined) return known
  if (dayNames.size >= REMEMBERED) dayNames.clear()
  const day = new Date(dayNumber * DAY_MS).toISOString().slice(0, 10)
  dayNames.set(dayNumber, day)
  return day
}

/** Zones change their offset on quarters of an hour only. */
const QUARTER_MS = 15 * MINUTE_MS
const offsets = new Map<string, Map<number, number>>()

/**
 * Asking Intl takes some 50 µs, and a page asks thousands of times. Clocks change at most once a day: a UTC day that
 * ends with the offset with which it began has it throughout.
 */
function offsetMs(ms: number, zone: string): number {
  const from = Math.floor(ms / DAY_MS) * DAY_MS
  const atStart = quarterOffsetMs(from, zone)
  return atStart === quarterOffsetMs(from + DAY_MS, zone) ? atStart : quarterOffsetMs(ms, zone)
}

function quarterOffsetMs(ms: number, zone: string): number {
  const quarter = Math.floor(ms / QUARTER_MS)
  const ofZone = offsetsOf(zone)
  const known = ofZone.get(quarter)
  if (known !== undefined) return known
  if (ofZone.size >= REMEMBERED) ofZone.clear()
  const offset = dayjs(quarter * QUARTER_MS)
    .tz(zone)
    .utcOffset()
  ofZone.set(quarter, offset * MINUTE_MS)
  return offset * MINUTE_MS
}

function offsetsOf(zone: string): Map<number, number> {
  const known = offsets.get(zone)
  if (known !== undefined) return known
  const made = new Map<number, number>()
  offsets.set(zone, made)
  return made
}
