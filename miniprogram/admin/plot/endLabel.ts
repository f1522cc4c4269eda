import { type BandChart, lastIndex } from './bandChart'
import { clamp, type TextMark, textHeightPx, textWidthPx } from './marks'
import type { Scale } from './scale'

/** Where today's line ends, px; null before it begins. */
export function lineEnd(chart: BandChart, scale: Scale): { x: number; y: number } | null {
  const index = lastIndex(chart)
  const amount = chart.today[index] ?? null
  const at = chart.at[index]
  return amount === null || at === undefined ? null : { x: scale.x(at), y: scale.y(amount) }
}

/** How far back one looks to see whether the line falls or rises. */
const slopePoints = 6
const awayPx = 10

/** The name of the line's end: where a rising line came from below it stands left, else right; over it without room. */
export function endLabel(chart: BandChart, scale: Scale): TextMark | null {
  const end = lineEnd(chart, scale)
  if (end === null) return null
  const width = textWidthPx(chart.endLabel)
  const rightEdge = end.x + awayPx
  // the hatched area is no ground for a name
  const leftEdge = Math.min(end.x - awayPx, chart.loss === null ? Infinity : scale.x(chart.loss.from) - 8)
  const fitsRight = rightEdge + width <= scale.right
  const fitsLeft = leftEdge - width >= scale.left
  const place = fitsRight && (falls(chart) || !fitsLeft) ? 'right' : fitsLeft ? 'left' : 'over'
  const y = clamp(end.y + (place === 'over' ? -awayPx : 6), scale.top + textHeightPx, scale.bottom - 2)
  const middle = clamp(end.x, scale.left + width / 2, scale.right - width / 2)
  const [x, align] = { right: [rightEdge, 'left'], left: [leftEdge, 'right'], over: [middle, 'center'] }[place] as [
    number,
    TextMark['align'],
  ]
  return { kind: 'text', text: chart.endLabel, x, y, align, tone: 'now', bold: true }
}

function falls(chart: BandChart): boolean {
  const index = lastIndex(chart)
  const before = chart.today[Math.max(0, index - slopePoints)] ?? null
  return before !== null && before > (chart.today[index] ?? 0)
}
