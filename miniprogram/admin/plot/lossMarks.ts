import { type BandChart, expectedAt } from './bandChart'
import { boxOf, clamp, type Mark, overlaps, type TextMark, textHeightPx, textWidthPx } from './marks'
import { meetsLine } from './meetsLine'
import type { Scale } from './scale'

/** The hatched area between what was expected and what came, with what it adds up to. The name of the line's end goes first. */
export function lossMarks(chart: BandChart, scale: Scale, end: TextMark | null): Mark[] {
  const { loss } = chart
  const outline = lossOutline(chart, scale)
  if (loss === null || outline.length < 4) return []
  const label = lossLabel(loss.label, outline, { chart, scale, end })
  return [{ kind: 'hatch', outline }, ...(label === null ? [] : [label])]
}

function lossOutline(chart: BandChart, scale: Scale): [number, number][] {
  const upper: [number, number][] = []
  const lower: [number, number][] = []
  chart.at.forEach((at, index) => {
    const amount = chart.today[index] ?? null
    const expected = expectedAt(chart, index)
    if (chart.loss === null || amount === null || expected === null) return
    if (at < chart.loss.from || at > (chart.loss.to ?? at)) return
    upper.push([scale.x(at), scale.y(Math.max(expected, amount))])
    lower.push([scale.x(at), scale.y(amount)])
  })
  return [...upper, ...lower.reverse()]
}

interface Around {
  chart: BandChart
  scale: Scale
  /** the name of the line's end */
  end: TextMark | null
}

/** Right of the area, else over it, else left of it; where neither the line nor the name of its end is; null without room. */
function lossLabel(text: string, outline: [number, number][], { chart, scale, end }: Around): TextMark | null {
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const [left, right, top, bottom] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)]
  const mark = { kind: 'text', text, tone: 'crit', bold: true, align: 'left' } as const
  const half = textWidthPx(text) / 2
  const lowest = scale.top + textHeightPx
  const beside: TextMark = { ...mark, x: right + 10, y: (top + bottom) / 2 + 6 }
  const over: TextMark = {
    ...{ ...mark, align: 'center' },
    x: clamp((left + right) / 2, scale.left + half, scale.right - half),
    y: Math.max(lowest, top - 4),
  }
  const before: TextMark = { ...beside, x: left - 8, align: 'right' }
  const raised = (one: TextMark): TextMark => ({
    ...one,
    y: Math.max(lowest, (end === null ? top : boxOf(end).top) - 2),
  })
  const places = [beside, raised(beside), over, before, raised(before)].filter((one) => {
    const box = boxOf(one)
    const isInside = box.left >= scale.left && box.right <= scale.right
    return isInside && (end === null || !overlaps(box, boxOf(end)))
  })
  return places.find((one) => !meetsLine(chart, scale, boxOf(one))) ?? places[0] ?? null
}
