import { at, PREDICTORS, TAILS } from './layout'
import { leastSpread, mixPredictions, predictEach, slowPrediction } from './predict'
import { S } from './scalars'
import { type Moment, readProfile } from './season'
import { TAIL_FLOATS, tailScore } from './tail'
import { tuning } from './tuning'

const { abs, log2, max, sqrt } = Math

/** The ways in which a point can be unusual, in the order of `Look.z`. */
export const channelNames = ['step', 'nearest', 'short', 'long', 'drift', 'jump', 'novelty', 'volatility'] as const
export type ChannelName = (typeof channelNames)[number]

/** What one point looks like, in transformed units. Reused from point to point: a step allocates nothing. */
export interface Look {
  predicted: number
  /** usual error at this time of day */
  spread: number
  /** how far the slow seasonal prediction is off */
  slow: number
  /** signed deviations by channel, in their usual size */
  z: Float64Array
  /** how unlikely each is: -log10 of its share of the past, never negative */
  unlikely: Float64Array
  predictions: Float64Array
}

export const newLook = (): Look => ({
  predicted: 0,
  spread: 1,
  slow: 0,
  z: new Float64Array(TAILS),
  unlikely: new Float64Array(TAILS),
  predictions: new Float64Array(PREDICTORS),
})

/** Looks at a point without learning from it. */
export function look(f: Float32Array, x: number, moment: Moment, into: Look): void {
  expect(f, moment, into)
  const least = leastSpread(f)
  const read = (index: number): number => f[index] as number
  const last = x - read(S.last)
  into.slow = x - slowPrediction(f, into.predictions)
  const z = into.z
  z[0] = (x - into.predicted) / into.spread
  z[1] = nearestDeviation(x, into) / (into.spread * 0.7)
  z[2] = smoothed(read(S.near), into.slow, tuning.nearGain) / (read(S.nearScale) + least)
  z[3] = smoothed(read(S.far), into.slow, tuning.farGain) / (read(S.farScale) + least)
  z[4] = (read(S.daySlow) - read(S.dayVerySlow)) / (read(S.driftScale) + least)
  z[5] = last / (read(S.diffScale) + least)
  z[6] = (x - read(S.center)) / (read(S.centerScale) + least)
  z[7] = 2 * log2((smoothed(read(S.diffFast), abs(last), 0.2) + least) / (read(S.diffSlow) + least))
  for (let k = 0; k < TAILS; k++) into.unlikely[k] = tailScore(f, at.tails + k * TAIL_FLOATS, z[k] as number)
}

/** Fills what can be said before the value is known: the predictions, their mixture, and its usual error. */
export function expect(f: Float32Array, moment: Moment, into: Look): void {
  predictEach(f, moment, into.predictions)
  into.predicted = mixPredictions(f, into.predictions)
  const bursts = tuning.squareShare * sqrt(f[S.square] as number)
  const scale = max(f[S.scale] as number, bursts) + leastSpread(f)
  const local = readProfile(f, moment.spread)
  into.spread = local > 0 ? max(sqrt(scale * max(local, scale * 0.1)), bursts) : scale
}

const smoothed = (before: number, now: number, gain: number): number => before + gain * (now - before)

/** Back to normal is no surprise: a value that any predictor but the last value explains deviates little. */
function nearestDeviation(x: number, { predicted, predictions }: Look): number {
  let nearest = x - predicted
  for (let k = 1; k < PREDICTORS; k++) {
    const away = x - (predictions[k] as number)
    if (abs(away) < abs(nearest)) nearest = away
  }
  return nearest
}
