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
  const known = [...chart.today, ...chart.high].filter((amount): amount is number => amount !== null)
  const { yMax, yStep } = amountAxis(Math.max(0, ...known))
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
    yMax,
    yStep,
    x: (at) => left + ((at - from) / (to - from)) * (right - left),
    y: (amount) => bottom - (amount / yMax) * (bottom - top),
  }
}

/** Two to four lines at round amounts, the highest amount a little under the top. */
export function amountAxis(highest: number): { yMax: number; yStep: number } {
  const yMax = Math.max(2, highest * 1.08)
  for (let power = 1; ; power *= 10) {
    for (const step of [1, 2, 5]) {
      if (yMax / (step * power) < 4.5) return { yMax, yStep: step * power }
    }
  }
}

/** A clock label needs this much room. */
const labelPx = 60
const steps = [5, 10, 15, 30, 60, 120, 180, 240, 360, 720, 1440].map((minutes) => minutes * 60_000)

/** Round times on the shop's clock, as many as have room. */
export function timeTicks(scale: Scale, zone: string): number[] {
  const room = Math.max(1, Math.floor((scale.right - scale.left) / labelPx))
  const step = steps.find((one) => (scale.to - scale.from) / one <= room) ?? 1440 * 60_000
  const { hour, minute, second } = localTime(scale.from, zone)
  const midnight = scale.from - ((hour * 60 + minute) * 60 + second) * 1000 - (scale.from % 1000)
  const ticks: number[] = []
  for (let at = midnight + Math.ceil((scale.from - midnight) / step) * step; at <= scale.to; at += step) ticks.push(at)
  return ticks
}
