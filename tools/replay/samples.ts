import type { CaseSeries, Labels } from './cases'

/** Prometheus takes the last value of a series for this long, unless the series was ended. */
const LOOKBACK_SEC = 300

/** @returns the value that an instant query sees at `t` seconds */
export function valueAt(series: CaseSeries, t: number, sampleSec: number): number | null {
  for (let index = newest(series, t, sampleSec); index >= 0 && t - index * sampleSec <= LOOKBACK_SEC; index--) {
    const sample = series.values[index] as CaseSeries['values'][number]
    if (sample === 'stale') return null
    if (sample !== null) return sample
  }
  return null
}

/** The samples of the last `minutes`: a window of n minutes holds n samples, the newest not later than `t`. */
export function samplesIn(series: CaseSeries, t: number, minutes: number, sampleSec: number): number[] {
  const from = t - (minutes * 60 - 1)
  const found: number[] = []
  for (let index = newest(series, t, sampleSec); index >= 0 && index * sampleSec >= from; index--) {
    const sample = series.values[index]
    if (typeof sample === 'number') found.unshift(sample)
  }
  return found
}

const newest = (series: CaseSeries, t: number, sampleSec: number): number =>
  Math.min(Math.floor(t / sampleSec), series.values.length - 1)

export const sum = (samples: readonly number[]): number => samples.reduce((total, sample) => total + sample, 0)

/**
 * Prometheus' running mean with Neumaier's correction (avg_over_time): the plain quotient may differ in the last bit,
 * which an == would see.
 */
export function mean(samples: readonly number[]): number {
  let whole = 0
  let lost = 0
  samples.forEach((sample, index) => {
    const step = sample / (index + 1) - whole / (index + 1)
    const next = whole + step
    lost += Math.abs(whole) >= Math.abs(step) ? whole - next + step : step - next + whole
    whole = next
  })
  return whole + lost
}

export const pick = (labels: Labels, names: readonly string[]): Labels =>
  Object.fromEntries(names.flatMap((name) => (labels[name] === undefined ? [] : [[name, labels[name]]])))
