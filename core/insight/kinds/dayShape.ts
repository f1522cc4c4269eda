import { DAY_MS, MINUTE_MS } from '../../time/units'
import { DAY_PARTS, at as places, USUAL_PARTS } from '../score/layout'
import { locateMoment, newMoment, readProfile } from '../score/season'
import { scales } from './kind'
import { readCount, writeCount } from './packedCounts'

const { floor, max, min } = Math

const DAY_MINUTES = DAY_MS / MINUTE_MS
export const PART_MINUTES = DAY_MINUTES / DAY_PARTS
const PARTS = places.days + USUAL_PARTS
const SLICE_MINUTES = 10
/** How far a day moves what is usual of its parts. */
const PART_GAIN = 0.2

export const partAt = (minute: number): number => min(DAY_PARTS - 1, floor(minute / PART_MINUTES))

/** By the profile that a day follows: Saturday and Sunday. */
export const isDayOff = (weekday: number): boolean => weekday === 0 || weekday === 6
const slotOf = (dayOff: boolean, part: number): number => (dayOff ? DAY_PARTS : 0) + part

/** Count that is usual of a part of such a day; of the other kind of day where this one is not known yet. */
export function usualPart(f: Float32Array, weekday: number, part: number): number {
  const dayOff = isDayOff(weekday)
  const read = (of: boolean): number | undefined => readCount(f, PARTS, slotOf(of, part))
  return read(dayOff) ?? read(!dayOff) ?? 0
}

/** The same of all parts from one on. */
export function usualFrom(f: Float32Array, weekday: number, first: number, end = DAY_PARTS): number {
  let sum = 0
  for (let part = first; part < end; part++) sum += usualPart(f, weekday, part)
  return sum
}

export function learnPart(f: Float32Array, weekday: number, part: number, count: number): void {
  const slot = slotOf(isDayOff(weekday), part)
  const known = readCount(f, PARTS, slot)
  writeCount(f, PARTS, slot, known === undefined ? count : known + PART_GAIN * (count - known))
}

const scratch = newMoment()
/** What the daily profile expects between two minutes of a day, in counts of a point times minutes. */
export function profileBetween(f: Float32Array, from: number, to: number): number {
  let sum = 0
  for (let minute = from; minute < to; ) {
    const end = min(to, SLICE_MINUTES * (floor(minute / SLICE_MINUTES) + 1))
    locateMoment(scratch, (minute + end) / 2, 0)
    sum += scales.count.fromUnits(readProfile(f, scratch.day)) * (end - minute)
    minute = end
  }
  return sum
}

/** Share of its part of the day that lies between two minutes of one part, by the daily profile. */
export function shareBetween(f: Float32Array, part: number, from: number, to: number): number {
  const start = part * PART_MINUTES
  const whole = profileBetween(f, start, start + PART_MINUTES)
  return whole > 0 ? profileBetween(f, from, to) / whole : max(0, to - from) / PART_MINUTES
}
