import type { Labelled } from './labelled'
import { spectralResidual } from './spectralResidual'

/** What people use instead. All but the last predict the next value; the error in usual errors is their evidence. */
export const baselineNames = ['lastValue', 'ewma', 'holtWinters', 'spectralResidual'] as const
export type BaselineName = (typeof baselineNames)[number]

const EWMA_GAIN = 0.3
const SCALE_GAIN = 0.01
const DAY_SECONDS = 86_400

/** Error of every point over its decayed mean error. */
export function baselineEvidence(name: BaselineName, { timestamps, values }: Labelled): Float32Array {
  if (name === 'spectralResidual') return spectralResidual(values)
  const predict = predictors[name](Math.round(DAY_SECONDS / ((timestamps[1] as number) - (timestamps[0] as number))))
  const evidence = new Float32Array(values.length)
  let scale = 0
  values.forEach((value, k) => {
    const error = k === 0 ? 0 : Math.abs(value - predict(value, k))
    if (k === 0) predict(value, 0)
    evidence[k] = scale > 0 ? Math.log(error / scale + 0.1) : 0
    scale += Math.max(SCALE_GAIN, 1 / (k + 1)) * (Math.min(error, scale === 0 ? error : 6 * scale) - scale)
  })
  return evidence
}

/** A predictor answers what it expected of point k, then learns its value. @param period points a day */
const predictors: Record<
  Exclude<BaselineName, 'spectralResidual'>,
  (period: number) => (value: number, k: number) => number
> = {
  lastValue: () => {
    let last = 0
    return (value) => {
      const expected = last
      last = value
      return expected
    }
  },
  ewma: () => {
    let mean = Number.NaN
    return (value) => {
      const expected = Number.isNaN(mean) ? value : mean
      mean = expected + EWMA_GAIN * (value - expected)
      return expected
    }
  },
  holtWinters: (period) => {
    const season = new Float64Array(period)
    let level = Number.NaN
    return (value, k) => {
      if (Number.isNaN(level)) level = value
      const slot = k % period
      const expected = level + (season[slot] as number)
      if (k < period) season[slot] = value - level
      level += (k < period ? 0.002 : 0.1) * (value - (season[slot] as number) - level)
      if (k >= period) season[slot] = (season[slot] as number) + 0.2 * (value - level - (season[slot] as number))
      return expected
    }
  },
}
