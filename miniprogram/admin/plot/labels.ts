import { type BandChart, expectedAt, lastIndex } from './bandChart'
import { type Box, boxOf, type Mark, overlaps, type TextMark, textHeightPx, textWidthPx } from './marks'
import type { Scale } from './scale'

/** Over the line: its end with its name, the loss, events, the name of the band. Texts never lie on each other. */
export function labelMarks(chart: BandChart, scale: Scale): Mark[] {
  const events = eventMarks(chart, scale)
  const end = endMarks(chart, scale)
  const loss = lossMarks(chart, scale, end)
  const taken = [...events, ...end, ...loss].flatMap(boxesOf)
  return [
    ...loss.filter((mark) => mark.kind === 'hatch'),
    ...events,
    ...bandMarks(chart, scale, taken),
    ...loss.filter((mark) => mark.kind === 'text'),
    ...end,
  ]
}

function boxesOf(mark: Mark): Box[] {
  if (mark.kind === 'text') return [boxOf(mark)]
  if (mark.kind !== 'hatch') return []
  const xs = mark.outline.map(([x]) => x)
  const ys = mark.outline.map(([, y]) => y)
  return [{ left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }]
}

interface Named {
  at: number
  name: string
  /** where the name stands, epoch ms */
  centre: number
  tone: 'crit' | 'warn' | 'event'
}

/** Names above the plot, of incidents over their strips and of events over their dashed lines; one that has no room is left out. */
function eventMarks(chart: BandChart, scale: Scale): Mark[] {
  const strips = chart.strips.map(
    ({ from, to, name, tone }): Named => ({ at: from, name, centre: (from + (to ?? from)) / 2, tone }),
  )
  const events = chart.events.map(({ at, name }): Named => ({ at, name, centre: at, tone: 'event' }))
  let free = -Infinity
  return [...strips, ...events]
    .filter(({ at }) => at >= scale.from && at <= scale.to)
    .sort((a, b) => a.centre - b.centre)
    .flatMap((named): Mark[] => {
      const half = textWidthPx(named.name) / 2
      const x = clamp(scale.x(named.centre), scale.left + half, scale.right - half)
      const stroke = named.tone === 'event' ? eventStroke(scale.x(named.at), scale) : []
      if (named.name === '' || x - half < free + 8) return stroke
      free = x + half
      return [...stroke, nameMark(named, x, scale)]
    })
}

const eventStroke = (x: number, scale: Scale): Mark[] => [
  { kind: 'line', x1: x, y1: scale.top, x2: x, y2: scale.bottom, tone: 'mark', dashed: true },
  { kind: 'triangle', x, y: scale.top },
]

const nameMark = ({ name, tone }: Named, x: number, scale: Scale): TextMark => ({
  kind: 'text',
  text: name,
  x,
  y: tone === 'event' ? scale.top - 8 : scale.top - 3,
  align: 'center',
  tone: tone === 'event' ? 'ink2' : tone,
  bold: tone !== 'event',
})

function endMarks(chart: BandChart, scale: Scale): Mark[] {
  const index = lastIndex(chart)
  const amount = chart.today[index] ?? null
  const at = chart.at[index]
  if (amount === null || at === undefined) return []
  const [x, y] = [scale.x(at), scale.y(amount)]
  const before = chart.today[Math.max(0, index - 6)] ?? amount
  const width = textWidthPx(chart.endLabel)
  const rightFits = x + 10 + width <= scale.right
  const leftFits = x - 10 - width >= scale.left
  const right = rightFits && (before > amount || !leftFits)
  const lowest = scale.bottom - 2
  const text: TextMark = {
    kind: 'text',
    text: chart.endLabel,
    x: right ? x + 10 : leftFits ? x - 10 : Math.min(Math.max(x, scale.left + width / 2), scale.right - width / 2),
    y:
      leftFits || rightFits
        ? clamp(y + 6, scale.top + textHeightPx, lowest)
        : clamp(y - 10, scale.top + textHeightPx, lowest),
    align: right ? 'left' : leftFits ? 'right' : 'center',
    tone: 'now',
    bold: true,
  }
  return [text, { kind: 'dot', x, y }]
}

/** The hatched area between what was expected and what came, with what it adds up to. */
function lossMarks(chart: BandChart, scale: Scale, end: Mark[]): Mark[] {
  const { loss } = chart
  if (loss === null) return []
  const upper: [number, number][] = []
  const lower: [number, number][] = []
  chart.at.forEach((at, index) => {
    const amount = chart.today[index] ?? null
    const expected = expectedAt(chart, index)
    if (at < loss.from || amount === null || expected === null) return
    upper.push([scale.x(at), scale.y(Math.max(expected, amount))])
    lower.push([scale.x(at), scale.y(amount)])
  })
  if (upper.length < 2) return []
  const outline = [...upper, ...lower.reverse()]
  return [{ kind: 'hatch', outline }, lossLabel(loss.label, outline, scale, end)]
}

function lossLabel(text: string, outline: [number, number][], scale: Scale, end: Mark[]): TextMark {
  const right = Math.max(...outline.map(([x]) => x))
  const left = Math.min(...outline.map(([x]) => x))
  const middle = (Math.min(...outline.map(([, y]) => y)) + Math.max(...outline.map(([, y]) => y))) / 2
  const width = textWidthPx(text)
  const onTheRight = right + 10 + width <= scale.right
  const mark: TextMark = {
    kind: 'text',
    text,
    x: onTheRight ? right + 10 : left - 8,
    y: middle + 6,
    align: onTheRight ? 'left' : 'right',
    tone: 'crit',
    bold: true,
  }
  const endText = end.find((one): one is TextMark => one.kind === 'text')
  if (endText === undefined || !overlaps(boxOf(mark), boxOf(endText))) return mark
  return { ...mark, y: Math.max(scale.top + textHeightPx, boxOf(endText).top - 2) }
}

/** The band's name stands just above or under it, where neither line nor other names are; nowhere if there is no room. */
function bandMarks(chart: BandChart, scale: Scale, taken: Box[]): Mark[] {
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
      if (inside && !taken.some((other) => overlaps(box, other)) && !meetsLine(chart, scale, box)) return [mark]
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

const meetsLine = (chart: BandChart, scale: Scale, box: Box): boolean =>
  chart.today.some((amount, index) => {
    if (amount === null) return false
    const [x, y] = [scale.x(chart.at[index] ?? 0), scale.y(amount)]
    return x > box.left - 6 && x < box.right + 6 && y > box.top - 4 && y < box.bottom + 4
  })

const clamp = (value: number, low: number, high: number): number => Math.min(Math.max(value, low), high)
