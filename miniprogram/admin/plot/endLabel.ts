import { type BandChart, lastIndex } from './bandChart'
import { boxOf, clamp, type TextMark, textHeightPx, textWidthPx } from './marks'
import { meetsLine } from './meetsLine'
import type { Scale } from './scale'

/** Where today's line ends, px; null before it begins. */
export function lineEnd(chart: BandChart, scale: Scale): { x: number; y: number } | null {
  const index = lastIndex(chart)
  const amount = chart.today[index] ?? null
  const at = chart.at[index]
  return amount === null || at === undefined ? null : { x: scale.x(at), y: scale.y(amount) }
}

const awayPx = 10
const furtherPx = [24, 36, 48, 64, 80]

/** The name of the line's end: left or right of it, where the line itself is not; over it without room on either side. */
export function endLabel(chart: BandChart, scale: Scale): TextMark | null {
  const end = lineEnd(chart, scale)
  if (end === null) return null
  const width = textWidthPx(chart.endLabel)
  const mark = { kind: 'text', text: chart.endLabel, tone: 'now', bold: true } as const
  const beside = clamp(end.y + 6, scale.top + textHeightPx, scale.bottom - 2)
  // the hatched area is no ground for a name
  const leftX = Math.min(end.x - awayPx, chart.loss === null ? Infinity : scale.x(chart.loss.from) - 8)
  const left: TextMark = { ...mark, x: leftX, y: beside, align: 'right' }
  const right: TextMark = { ...mark, x: end.x + awayPx, y: beside, align: 'left' }
  const raised = clamp(end.y - awayPx - 4, scale.top + textHeightPx, scale.bottom - 2)
  const lowered = clamp(end.y + awayPx + textHeightPx + 2, scale.top + textHeightPx, scale.bottom - 2)
  const over: TextMark = {
    ...mark,
    x: clamp(end.x, scale.left + width / 2, scale.right - width / 2),
    y: clamp(end.y - awayPx, scale.top + textHeightPx, scale.bottom - 2),
    align: 'center',
  }
  const beforeIt = [left, { ...left, y: raised }, { ...left, y: lowered }]
  // a line that swings all the way to the edge leaves free ground only further up or down
  const far = furtherPx
    .flatMap((px) => [-px, px])
    .map((px) => ({ ...left, y: clamp(beside + px, scale.top + textHeightPx, scale.bottom - 2) }))
    .filter((one) => boxOf(one).left >= scale.left)
  const afterIt = [right, { ...right, y: raised }]
  const inside = (falls(chart) ? [...afterIt, ...beforeIt] : [left, ...afterIt, ...beforeIt]).filter(
    (one) => boxOf(one).left >= scale.left && boxOf(one).right <= scale.right,
  )
  return [...inside, ...far].find((one) => !meetsLine(chart, scale, boxOf(one))) ?? inside[0] ?? over
}

/** A line that came down to its end has free ground on its right, one that came up on its left. */
function falls({ today }: BandChart): boolean {
  const known = today.filter((amount): amount is number => amount !== null)
  const end = known[known.length - 1] ?? 0
  const before = known.slice(0, -1).reverse()
  return (before.find((amount) => amount !== end) ?? end) > end
}
