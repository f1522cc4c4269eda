import { at, PREDICTORS } from './layout'
import { S } from './scalars'
import { type Moment, readProfile } from './season'
import { tuning } from './tuning'

const { abs, min } = Math

const TINY = 1e-9
/** The two that follow a season slowly: they still know the usual level while the present one departs from it. */
export const DAY_SLOW = 3
export const WEEK_SLOW = 5

/** What each predictor says of this moment, before the value is known. */
export function predictEach(f: Float32Array, moment: Moment, into: Float64Array): void {
  const day = readProfile(f, moment.day)
  const week = day + readProfile(f, moment.week)
  into[0] = f[S.last] as number
  into[1] = f[S.fast] as number
  into[2] = day + (f[S.dayFast] as number)
  into[DAY_SLOW] = day + (f[S.daySlow] as number)
  into[4] = week + (f[S.weekFast] as number)
  into[WEEK_SLOW] = week + (f[S.weekSlow] as number)
}

/** The predictors weighted by how well each has done lately. */
export function mixPredictions(f: Float32Array, predictions: Float64Array): number {
  const least = 0.3 * (f[S.least] as number) + TINY
  let best = Number.POSITIVE_INFINITY
  for (let k = 0; k < PREDICTORS; k++) best = min(best, f[at.predictorErrors + k] as number)
  let total = 0
  let sum = 0
  for (let k = 0; k < PREDICTORS; k++) {
    const ratio = (best + least) / ((f[at.predictorErrors + k] as number) + least)
    const weight = ratio ** tuning.mixPower
    total += weight
    sum += weight * (predictions[k] as number)
  }
  return sum / total
}

/** Of the two slow seasonal predictions the one that has done better lately. */
export const slowPrediction = (f: Float32Array, predictions: Float64Array): number => {
  const weekly = (f[at.predictorErrors + WEEK_SLOW] as number) < (f[at.predictorErrors + DAY_SLOW] as number)
  return predictions[weekly ? WEEK_SLOW : DAY_SLOW] as number
}

/** A constant series has no spread: a thousandth of its level, or what its kind allows, is then one unit. */
export const leastSpread = (f: Float32Array): number =>
  abs(f[S.center] as number) * 1e-3 + (f[S.centerScale] as number) * 1e-2 + (f[S.least] as number) + TINY

/** What the seasonal profiles alone say of this moment. */
export function seasonalPrediction(f: Float32Array, predictions: Float64Array): number {
  const weekly = (f[at.predictorErrors + WEEK_SLOW] as number) < (f[at.predictorErrors + DAY_SLOW] as number)
  return weekly
    ? (predictions[WEEK_SLOW] as number) - (f[S.weekSlow] as number)
    : (predictions[DAY_SLOW] as number) - (f[S.daySlow] as number)
}
