import type { BandChart } from './bandChart'
import { type Box, boxOf, clamp, type Mark, overlaps, type TextMark, textHeightPx, textWidthPx } from './marks'
import type { Scale } from './scale'

/** The dashed line that should not be passed, its words above it at the left, else where they have room. */
export function limitMarks(chart: BandChart, scale: Scale, taken: Box[]): Mark[] {
  const { limit } = chart
  if (limit == null) return []
  const y = scale.y(limit.amount)
  const line: Mark = { kind: 'line', x1: scale.left, y1: y, x2: scale.right, y2: y, tone: 'mark', dashed: true }
  const places = [scale.left, scale.right - textWidthPx(limit.name), (scale.left + scale.right) / 2]
  const words = places
    .map((x): TextMark => ({ kind: 'text', text: limit.name, x, y: y - 2, align: 'left', tone: 'ink2', bold: false }))
    .find((mark) => !taken.some((box) => overlaps(box, boxOf(mark))))
  return words === undefined ? [line] : [line, words]
}

/** Names at the ends of the second line and of what is expected; nowhere where they would lie on the name of today's. */
export function extraLabels(chart: BandChart, scale: Scale, end: TextMark | null): TextMark[] {
  const taken = end === null ? [] : [boxOf(end)]
  const labels: TextMark[] = []
  for (const [line, tone] of [
    [chart.second, 'second'],
    [chart.ahead, 'ink2'],
  ] as const) {
    const place = line == null ? null : lastPoint(chart, line.amounts, scale)
    const mark = line == null || place === null ? undefined : freeLabel(line.label, place, tone, scale, taken)
    if (mark === undefined) continue
    labels.push(mark)
    taken.push(boxOf(mark))
  }
  return labels
}

function lastPoint({ at }: BandChart, amounts: (number | null)[], scale: Scale): { x: number; y: number } | null {
  for (let index = amounts.length - 1; index >= 0; index -= 1) {
    const amount = amounts[index] ?? null
    if (amount !== null) return { x: scale.x(at[index] ?? 0), y: scale.y(amount) }
  }
  return null
}

/** Right of the point, above it, below it. */
function freeLabel(
  text: string,
  { x, y }: { x: number; y: number },
  tone: 'second' | 'ink2',
  scale: Scale,
  taken: Box[],
): TextMark | undefined {
  const width = textWidthPx(text)
  const right = Math.min(x, scale.right)
  const inside = (bottom: number): number => clamp(bottom, scale.top + textHeightPx, scale.bottom - 1)
  const base = { kind: 'text', text, tone, bold: true } as const
  const places: TextMark[] = [
    { ...base, x: x + 8, y: inside(y + 6), align: 'left' },
    { ...base, x: right, y: inside(y - 6), align: 'right' },
    { ...base, x: right, y: inside(y + 20), align: 'right' },
    { ...base, x: right, y: inside(y - 24), align: 'right' },
  ]
  return places.find((mark) => {
    const box = boxOf(mark)
    return (
      box.right <= scale.right && box.left >= scale.left && width > 0 && !taken.some((other) => overlaps(box, other))
    )
  })
}
