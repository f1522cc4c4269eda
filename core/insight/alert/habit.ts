import { at, PER_FLOAT } from '../score/layout'
import { S } from '../score/scalars'
import type { Place } from '../score/season'

const { floor, max, min } = Math

/** What a day with evidence adds to its time of day, what one without takes away, and the most. Weekends are survived. */
const UP = 4
const DOWN = 1
const MOST = 15
const BASE = MOST + 1

/** How usual evidence is around this time of day: 0 = never, 1 = every day lately. */
export const habitAt = (f: Float32Array, { first, second }: Place): number =>
  max(read(f, first - at.dayProfile), read(f, second - at.dayProfile)) / MOST

/** Counts a slot of the day when it is left: what began in it is no habit of its own. */
export function learnHabit(f: Float32Array, { first, second, share }: Place, candidate: boolean): void {
  const slot = (share < 0.5 ? first : second) - at.dayProfile + 1
  const before = f[S.habitSlot] as number
  if (slot !== before) {
    if (before > 0) turn(f, before - 1, f[S.habitSeen] === 1)
    f[S.habitSlot] = slot
    f[S.habitSeen] = 0
  }
  if (candidate) f[S.habitSeen] = 1
}

const floatOf = (slot: number): number => at.habits + floor(slot / PER_FLOAT)
const unitOf = (slot: number): number => BASE ** (slot % PER_FLOAT)
const read = (f: Float32Array, slot: number): number => floor((f[floatOf(slot)] as number) / unitOf(slot)) % BASE

function turn(f: Float32Array, slot: number, seen: boolean): void {
  const before = read(f, slot)
  const now = seen ? min(MOST, before + UP) : max(0, before - DOWN)
  f[floatOf(slot)] = (f[floatOf(slot)] as number) + (now - before) * unitOf(slot)
}
