import { localTime } from '../format/localTime'
import { type BandChart, hasNames } from './bandChart'

/** Size of the canvas in px, and where time and amount lie on it. */
export interface Scale {
  width: number
  height: number
  left: number
  right: number
  top: number
  bottom: number
  from: number
  to: number
  yMin: number
  yMax: number
  yStep: number
  x(at: number): number
  y(amount: number): number
}

/** Below the plot: room for the clock times. Above: for names of events, where there are any. */
const bottomPx = 24
const sidePx = 2

export function scaleOf(chart: BandChart, width: number, height: number): Scale {
  const top = hasNames(chart) ? 26 : 10
  const from = chart.at[0] ?? 0
  const to = Math.max(from + 1, chart.at[chart.at.length - 1] ?? 0)
  const lines = [chart.today, chart.high, chart.second?.amounts, chart.ahead?.amounts, [chart.limit?.amount ?? null]]
  const known = lines.flatMap((line) => line ?? []).filter((amount): amount is number => amount !== null)
  const yMin = Math.min(chart.floor ?? 0, ...(chart.floor === undefined ? [] : known))
  const { yMax, yStep } = amountAxis(Math.max(yMin, ...known), yMin, chart.decimals)
  const [left, right, bottom] = [sidePx, width - sidePx, height - bottomPx]
  return {
    width,
    height,
    left,
    right,
    top,
    bottom,
    from,
    to,
    yMin,
    yMax,
    yStep,
    x: (at) => left + ((at - from) / (to - from)) * (right - left),
    y: (amount) => bottom - ((amount - yMin) / (yMax - yMin)) * (bottom - top),
  }
}

/**
 * Two to four lines at round amounts, the highest amount a little under the top.
 * @param yMin where the ground begins
 * @param decimals digits after the point that the lines' numbers may have
 */
export function amountAxis(highest: number, yMin = 0, decimals = 0): { yMax: number; yStep: number } {
  const finest = 10 ** -decimals
  const yMax = yMin + Math.max(2 * finest, (highest - yMin) * 1.08)
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) {
      // multiplied last: 0.1 × 3 has a tail, 3 / 10 has not
      const yStep = (step * power) / 10 ** decimals
      if ((yMax - yMin) / yStep < 4.5) return { yMax, yStep }
    }
  }
}

/** A clock label needs this much room. */
const labelPx = 60
const steps = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440, 2880, 7200, 14_400].map((minutes) => minutes * 60_000)

/** Round times on the shop's clock, as many as have room. */
export function timeTicks(scale: Scale, zone: string): number[] {
  const room = Math.max(1, Math.floor((scale.right - scale.left) / labelPx))
  const step = steps.find((one) => (scale.to - scale.from) / one <= room) ?? 14_400 * 60_000
  const { hour, minute, second } = localTime(scale.from, zone)
  const midnight = scale.from - ((hour * 60 + minute) * 60 + second) * 1000 - (scale.from % 1000)
  const ticks: number[] = []
  for (let at = midnight + Math.ceil((scale.from - midnight) / step) * step; at <= scale.to; at += step) ticks.push(at)
  return ticks
}
