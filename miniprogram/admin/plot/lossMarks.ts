import { type BandChart, expectedAt } from './bandChart'
import { boxOf, type Mark, overlaps, type TextMark, textHeightPx, textWidthPx } from './marks'
import type { Scale } from './scale'

/** The hatched area between what was expected and what came, with what it adds up to. The name of the line's end goes first. */
export function lossMarks(chart: BandChart, scale: Scale, end: TextMark | null): Mark[] {
  const { loss } = chart
  const outline = lossOutline(chart, scale)
  if (loss === null || outline.length < 4) return []
  const label = lossLabel(loss.label, outline, scale, end)
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

/** Right of the area, else left of it; above the name of the line's end where the two would meet; null without room. */
function lossLabel(text: string, outline: [number, number][], scale: Scale, end: TextMark | null): TextMark | null {
  const xs = outline.map(([x]) => x)
  const ys = outline.map(([, y]) => y)
  const onTheRight = Math.max(...xs) + 10 + textWidthPx(text) <= scale.right
  const mark: TextMark = {
    kind: 'text',
    text,
    x: onTheRight ? Math.max(...xs) + 10 : Math.min(...xs) - 8,
    y: (Math.min(...ys) + Math.max(...ys)) / 2 + 6,
    align: onTheRight ? 'left' : 'right',
    tone: 'crit',
    bold: true,
  }
  if (end === null) return mark
  const raised = { ...mark, y: Math.max(scale.top + textHeightPx, boxOf(end).top - 2) }
  const free = [mark, raised].filter((one) => boxOf(one).left >= scale.left && !overlaps(boxOf(one), boxOf(end)))
  return free[0] ?? null
}
