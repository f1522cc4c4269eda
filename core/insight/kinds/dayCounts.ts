import { HOUR_MS, MINUTE_MS } from '../../time/units'
import { DAY_TOTALS, DAYS_KEPT, at as places, TODAY } from '../score/layout'
import { S } from '../score/scalars'
import type { Moment } from '../score/season'
import type { DetectorState } from '../state'
import { learnPart, PART_MINUTES, partAt, shareBetween, usualFrom, usualPart } from './dayShape'
import { readCount, writeCount } from './packedCounts'

/** Number of the local day; what came in its parts that are over, and what is usual of what was seen and missed of them. */
const NUMBER = places.days + TODAY
const COUNT = places.days + TODAY + 1
const SEEN = places.days + TODAY + 2
const MISSED = places.days + TODAY + 3
/** The same of the part that is not over, missed as a share of it. */
const PART_COUNT = places.days + TODAY + 4
const PART_MISSED = places.days + TODAY + 5

const TOTALS = places.days + DAY_TOTALS
/** Of a day, or of a part of it, so much must have been seen for its count to be known. */
const ENOUGH_SEEN = 0.6

/** An alert that is open for longer than this tells of another day, not of an incident. */
const ODD_MS = 2 * HOUR_MS

/** In the first hours of an alert: what comes says nothing of an ordinary day. */
export const isOdd = ({ floats: f, stepMs }: DetectorState): boolean =>
  (f[S.openFor] as number) > 0 && (f[S.openFor] as number) * stepMs <= ODD_MS

/** A day whose count is known. */
export interface KnownDay {
  /** days since 1970-01-01 by the shop's clock */
  day: number
  total: number
}

/** Where a point sits in its day. */
export type DayPlace = Pick<Moment, 'localDay' | 'weekday' | 'minute'>

const slotOf = (day: number): number => day % DAYS_KEPT
const add = (f: Float32Array, at: number, what: number): void => {
  f[at] = (f[at] as number) + what
}

/** The last whole days whose counts are known, the oldest first. */
export function knownDays(f: Float32Array): KnownDay[] {
  const first = (f[NUMBER] as number) - DAYS_KEPT
  return Array.from({ length: DAYS_KEPT }, (_, k) => first + k).flatMap((day) => {
    const total = day < 0 ? undefined : readCount(f, TOTALS, slotOf(day))
    return total === undefined ? [] : [{ day, total }]
  })
}

/** What came of today, beside what is usual of the same minutes and of all of the day. */
export interface DaySoFar {
  count: number
  usual: number
  usualOfAll: number
}

/** @param last where the last point is */
export function daySoFar(f: Float32Array, { localDay, weekday, minute }: DayPlace, stepMs: number): DaySoFar {
  if (localDay !== f[NUMBER]) return { count: 0, usual: 0, usualOfAll: usualFrom(f, weekday, 0) }
  const part = partAt(minute)
  const start = part * PART_MINUTES
  const end = Math.min(start + PART_MINUTES, minute + stepMs / MINUTE_MS)
  const seen = Math.max(0, shareBetween(f, part, start, end) - (f[PART_MISSED] as number))
  const over = f[SEEN] as number
  const missed = f[MISSED] as number
  return {
    count: (f[COUNT] as number) + (f[PART_COUNT] as number),
    usual: over + seen * usualPart(f, weekday, part),
    usualOfAll: over + (Number.isFinite(missed) ? missed : 0) + usualFrom(f, weekday, part),
  }
}

/**
 * Counts a point into its day.
 * @param last where the point before it was; null: there was none
 * @param isOdd it says nothing of an ordinary day, as little as if it were missing
 */
export function learnDay(
  f: Float32Array,
  here: DayPlace,
  last: DayPlace | null,
  count: number,
  stepMs: number,
  isOdd: boolean,
): void {
  const step = stepMs / MINUTE_MS
  const part = partAt(here.minute)
  if (last === null) {
    f[NUMBER] = here.localDay
    // what came before the first point is not known
    f[MISSED] = here.minute < step ? 0 : Number.POSITIVE_INFINITY
    f[PART_MISSED] = shareBetween(f, part, part * PART_MINUTES, here.minute)
  } else if (here.localDay === last.localDay && part === partAt(last.minute)) {
    if (here.minute - last.minute > 1.5 * step)
      add(f, PART_MISSED, shareBetween(f, part, last.minute + step, here.minute))
  } else {
    closePart(f, last, step)
    let next = partAt(last.minute) + 1
    if (here.localDay !== last.localDay) {
      add(f, MISSED, usualFrom(f, last.weekday, next))
      closeDay(f, here.localDay)
      next = 0
    }
    add(f, MISSED, usualFrom(f, here.weekday, next, part))
    f[PART_MISSED] = shareBetween(f, part, part * PART_MINUTES, here.minute)
  }
  if (isOdd) add(f, PART_MISSED, shareBetween(f, part, here.minute, here.minute + step))
  else add(f, PART_COUNT, count)
}

function closePart(f: Float32Array, last: DayPlace, step: number): void {
  const part = partAt(last.minute)
  const rest = shareBetween(f, part, last.minute + step, (part + 1) * PART_MINUTES)
  const seen = 1 - Math.min(1, (f[PART_MISSED] as number) + rest)
  const count = f[PART_COUNT] as number
  const usual = usualPart(f, last.weekday, part)
  add(f, COUNT, count)
  add(f, SEEN, seen * usual)
  add(f, MISSED, (1 - seen) * usual)
  f[PART_COUNT] = 0
  f[PART_MISSED] = 0
  if (seen > ENOUGH_SEEN) learnPart(f, last.weekday, part, count / seen)
}

/** @param next the day that begins; those between are not known */
function closeDay(f: Float32Array, next: number): void {
  const day = f[NUMBER] as number
  const [seen, missed] = [f[SEEN] as number, f[MISSED] as number]
  const isKnown = missed === 0 || missed < (1 - ENOUGH_SEEN) * (seen + missed)
  const total = missed === 0 ? (f[COUNT] as number) : (f[COUNT] as number) * (1 + missed / seen)
  writeCount(f, TOTALS, slotOf(day), isKnown ? total : undefined)
  for (let between = Math.max(day + 1, next - DAYS_KEPT); between < next; between++) {
    writeCount(f, TOTALS, slotOf(between), undefined)
  }
  f[NUMBER] = next
  f[COUNT] = 0
  f[SEEN] = 0
  f[MISSED] = 0
}
