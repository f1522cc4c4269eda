import type { BandChart } from './bandChart'
import { type Box, boxOf, type Mark, overlaps, type TextMark, textHeightPx, textWidthPx } from './marks'
import { meetsLine } from './meetsLine'
import type { Scale } from './scale'

/** The band's name stands just above or under it, where neither line nor other names are; nowhere if there is no room. */
export function bandName(chart: BandChart, scale: Scale, taken: Box[]): Mark[] {
  if (chart.bandLabel === '') return []
  const width = textWidthPx(chart.bandLabel)
  const shares = [0.62, 0.7, 0.55, 0.78, 0.48, 0.4, 0.3, 0.2, 0.1]
  for (const share of shares) {
    const left = scale.left + share * (scale.right - scale.left)
    if (left + width > scale.right) continue
    for (const side of ['above', 'below'] as const) {
      const y = besideBand(chart, scale, left, left + width, side)
      if (y === null) continue
      const mark: TextMark = {
        kind: 'text',
        text: chart.bandLabel,
        x: left,
        y,
        align: 'left',
        tone: 'ink2',
        bold: false,
      }
      const box = boxOf(mark)
      const inside = box.top >= scale.top && box.bottom <= scale.bottom - 1 && box.left > scale.left + 34
      if (inside && !taken.some((other) => overlaps(box, other)) && !meetsLine(chart, scale, box, 4)) return [mark]
    }
  }
  return []
}

function besideBand(
  chart: BandChart,
  scale: Scale,
  left: number,
  right: number,
  side: 'above' | 'below',
): number | null {
  const edge = (side === 'above' ? chart.high : chart.low)
    .map((amount, index) => ({ amount, x: scale.x(chart.at[index] ?? 0) }))
    .filter(({ amount, x }) => amount !== null && x >= left - 4 && x <= right + 4)
    .map(({ amount }) => scale.y(amount ?? 0))
  if (edge.length === 0) return null
  return side === 'above' ? Math.min(...edge) - 4 : Math.max(...edge) + textHeightPx + 4
}
