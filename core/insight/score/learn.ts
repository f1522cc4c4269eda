import { at, DAY_SLOTS, PREDICTORS, SPREAD_SLOTS, TAILS, WEEK_SLOTS } from './layout'
import type { Look } from './look'
import { leastSpread } from './predict'
import { S } from './scalars'
import { drawProfile, learnProfile, type Moment, readProfile } from './season'
import { learnTail, TAIL_FLOATS } from './tail'
import { tuning } from './tuning'

const { abs, floor, max, min } = Math

/** A tail of fewer points than this is no tail. */
const FIRST_TAIL_POINT = 10
/** A size follows a larger one by at most this factor at a time. */
const MOST_GROWTH = 6

/** Levels relative to a profile. */
const LEFT_OVER = [S.dayFast, S.daySlow, S.dayVerySlow, S.weekFast, S.weekSlow]
const FIRST_DAYS = 4

/** What a learner needs besides the state. */
interface Lesson {
  x: number
  moment: Moment
  seen: Look
  /** share of a day between two points */
  share: number
  /** 0 = learn nothing … 1 = learn as usual */
  attention: number
}

const follow = (f: Float32Array, index: number, value: number, gain: number): void => {
  f[index] = (f[index] as number) + gain * (value - (f[index] as number))
}

const clip = (value: number, most: number): number => max(-most, min(most, value))

/** Learns from a point that has been looked at. */
export function learn(f: Float32Array, x: number, moment: Moment, seen: Look, share: number, attention: number): void {
  const count = f[S.count] as number
  const base = count < 2 ? Number.POSITIVE_INFINITY : (f[S.scale] as number) + leastSpread(f)
  // A level that stays elsewhere is let in more and more.
  const widened = max(1, (f[S.outlying] as number) / tuning.acceptAfterPoints) ** 2
  const most = tuning.clip * base * widened
  const lesson: Lesson = { x, moment, seen, share, attention }
  learnSizes(f, lesson, base, most)
  learnSeasons(f, lesson, most)
  follow(f, S.near, seen.slow, tuning.nearGain)
  follow(f, S.far, seen.slow, tuning.farGain)
  f[S.fast] = count === 0 ? x : (f[S.fast] as number) + tuning.fastGain * clip(x - (f[S.fast] as number), most)
  f[S.last] = x
  f[S.lastSize] = seen.z[1] as number
  f[S.floor] = count === 0 ? x : min(x, (f[S.floor] as number) + tuning.floorGain * (x - (f[S.floor] as number)))
  const counts = count < FIRST_TAIL_POINT ? 0 : 1
  for (let k = 0; k < TAILS; k++) {
    learnTail(f, at.tails + k * TAIL_FLOATS, seen.z[k] as number, counts, tuning.tailKeep)
  }
  f[S.count] = count + 1
}

/** The first points weigh equally; later ones by their gain. */
const warmed = (f: Float32Array, gain: number): number => max(gain, 1 / ((f[S.count] as number) + 1))

function learnSizes(f: Float32Array, { x, moment, seen, share, attention }: Lesson, base: number, most: number): void {
  const warm = (gain: number): number => warmed(f, gain) * attention
  const grow = (index: number, size: number, gain: number): void =>
    follow(f, index, min(size, MOST_GROWTH * (f[index] as number) + base), warm(gain))
  for (let k = 0; k < PREDICTORS; k++) {
    grow(at.predictorErrors + k, abs(x - (seen.predictions[k] as number)), tuning.scaleGain)
  }
  // Nothing was expected of the first point: it is no error.
  const error = f[S.count] === 0 ? 0 : abs(x - seen.predicted)
  follow(f, S.scale, min(error, most), warm(tuning.scaleGain))
  follow(f, S.square, error * error, warm(tuning.squareGain))
  // of all points alike: what stands out is just what tells how bursty a series is
  follow(f, S.plainSize, error, warmed(f, tuning.squareGain))
  follow(f, S.plainSquare, error * error, warmed(f, tuning.squareGain))
  const spread = readProfile(f, moment.spread)
  const slots = min(1, share * SPREAD_SLOTS)
  learnProfile(f, moment.spread, min(error, tuning.clip * seen.spread) - spread, 0.3 * attention * slots)
  const least = leastSpread(f)
  const rescale = (index: number, z: number, gain: number): void =>
    follow(f, index, min(abs(z), 8) * ((f[index] as number) + least), warm(gain))
  rescale(S.nearScale, seen.z[2] as number, 0.005)
  rescale(S.farScale, seen.z[3] as number, 0.003)
  rescale(S.driftScale, seen.z[4] as number, 0.002)
  const difference = abs(x - (f[S.last] as number))
  grow(S.diffScale, difference, tuning.scaleGain)
  grow(S.diffSlow, difference, 0.003)
  follow(f, S.diffFast, difference, 0.2)
  grow(S.centerScale, abs(x - (f[S.center] as number)), tuning.centerGain)
  follow(f, S.center, x, warm(tuning.centerGain))
}

function learnSeasons(f: Float32Array, { x, moment, seen, share, attention }: Lesson, most: number): void {
  const days = (f[S.count] as number) * share
  const residual = x - readProfile(f, moment.day)
  const weekly = residual - readProfile(f, moment.week)
  const near = (index: number, predictor: number, gain: number): void =>
    follow(f, index, (f[index] as number) + clip(x - (seen.predictions[predictor] as number), most), gain)
  near(S.dayFast, 2, tuning.seasonFastGain)
  near(S.daySlow, 3, tuning.seasonSlowGain * attention)
  near(S.weekFast, 4, tuning.seasonFastGain)
  near(S.weekSlow, 5, tuning.seasonSlowGain * attention)
  follow(f, S.dayVerySlow, f[S.daySlow] as number, tuning.verySlowGain)
  // The first days draw the profile; later ones correct it.
  const furthest = days < FIRST_DAYS ? Number.POSITIVE_INFINITY : 4 * most
  const dayGain = max(tuning.dayGain, 1 / (floor(days) + 1))
  const dayShare = gainOfPoint(dayGain, share * DAY_SLOTS) * attention
  if (days < 1) {
    drawProfile(f, moment.day, x, dayShare)
    // The profile now holds the level: what was left over while it was empty means nothing.
    if (days + share >= 1) for (const level of LEFT_OVER) f[level] = 0
    return
  }
  learnProfile(f, moment.day, clip(residual, furthest), dayShare)
  const weekGain = max(tuning.weekGain, 1 / (floor(days / 7) + 1))
  const weekShare = gainOfPoint(weekGain, share * WEEK_SLOTS) * attention
  if (days < 8) drawProfile(f, moment.week, clip(residual, furthest), weekShare)
  else learnProfile(f, moment.week, clip(weekly, 4 * most), weekShare)
}

/** A slot is met by several points: together they move it by `gain`. @param slots that a point spans */
const gainOfPoint = (gain: number, slots: number): number => 1 - (1 - min(0.98, gain)) ** min(1, slots)
