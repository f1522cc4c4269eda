import { at, DAY_SLOTS, SPREAD_SLOTS, WEEK_SLOTS } from './layout'

const { floor, min } = Math

const DAY_MINUTES = 1440
const WEEK_HOURS = 168

/** Two neighbouring slots of a profile and the share of the second. */
export interface Place {
  first: number
  second: number
  share: number
}

/** Where a moment sits in every profile. Reused from point to point: a step allocates nothing. */
export interface Moment {
  day: Place
  week: Place
  spread: Place
  /** number of the local day since 1970-01-01 */
  localDay: number
  /** whose profile applies, 0 = Sunday */
  weekday: number
  /** of the local day */
  minute: number
}

const place = (): Place => ({ first: 0, second: 0, share: 0 })
export const newMoment = (): Moment => ({
  day: place(),
  week: place(),
  spread: place(),
  localDay: 0,
  weekday: 0,
  minute: 0,
})

function locate(into: Place, from: number, slots: number, turn: number): void {
  const position = turn * slots - 0.5
  const low = floor(position)
  into.first = from + ((low + slots) % slots)
  into.second = from + ((low + 1) % slots)
  into.share = position - low
}

/** @param minute of the local day @param weekday whose profile applies, 0 = Sunday */
export function locateMoment(into: Moment, minute: number, weekday: number): void {
  into.weekday = weekday
  into.minute = minute
  const turn = minute / DAY_MINUTES
  locate(into.day, at.dayProfile, DAY_SLOTS, turn)
  locate(into.spread, at.spread, SPREAD_SLOTS, turn)
  locate(into.week, at.weekProfile, WEEK_SLOTS, (weekday * 24 + minute / 60) / WEEK_HOURS)
}

export const readProfile = (state: Float32Array, { first, second, share }: Place): number =>
  (state[first] as number) * (1 - share) + (state[second] as number) * share

/** Moves the two slots towards a value they were `error` away from, each by its share. */
export function learnProfile(state: Float32Array, { first, second, share }: Place, error: number, gain: number): void {
  state[first] = (state[first] as number) + gain * (1 - share) * error
  state[second] = (state[second] as number) + gain * share * error
}

/** Draws a profile for the first time: each slot becomes the mean of the values around it. */
export function drawProfile(state: Float32Array, { first, second, share }: Place, value: number, gain: number): void {
  const draw = (slot: number, weight: number): void => {
    state[slot] = (state[slot] as number) + gain * min(1, 2 * weight) * (value - (state[slot] as number))
  }
  draw(first, 1 - share)
  draw(second, share)
}
