import { clockTime } from '../format/clockTime'
import { dateName } from '../format/dayName'
import { amountText, type BandChart, lastIndex, withUnit } from './bandChart'
import type { Scale } from './scale'

/** What the finger points at: the nearest time, in words for the title row and in px for the line under it. */
export interface Reading {
  words: string
  strong: string
  usual: string
  x: number
  /** null where there is no point of today */
  y: number | null
}

/** @param x px from the canvas's left edge; null without any times */
export function readingAt(chart: BandChart, scale: Scale, x: number): Reading | null {
  if (chart.at.length === 0) return null
  const distance = (index: number): number => Math.abs(scale.x(chart.at[index] ?? 0) - x)
  let index = 0
  for (let other = 1; other < chart.at.length; other += 1) if (distance(other) < distance(index)) index = other
  const at = chart.at[index] ?? 0
  const amount = chart.today[index] ?? null
  return {
    words: chart.axis === 'day' ? dateName(at, chart.zone) : clockTime(at, chart.zone),
    strong:
      amount !== null ? withUnit(chart, amountText(chart, amount)) : index > lastIndex(chart) ? '还没到' : '没数据',
    usual: usualAt(chart, index),
    x: scale.x(at),
    y: amount === null ? null : scale.y(amount),
  }
}

function usualAt(chart: BandChart, index: number): string {
  const low = chart.low[index] ?? null
  const high = chart.high[index] ?? null
  if (low === null || high === null) return ''
  const [least, most] = [amountText(chart, low), amountText(chart, high)]
  return `往常 ${withUnit(chart, least === most ? most : `${least}–${most}`)}`
}
