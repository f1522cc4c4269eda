import { clockTime } from '../format/clockTime'
import { dayOnAxis } from '../format/dayName'
import { amountText, type BandChart, lastIndex, withUnit } from './bandChart'
import type { Mark, TextMark } from './marks'
import { textHeightPx, textWidthPx } from './marks'
import { type Scale, timeTicks } from './scale'

/** Under the line: strips of incidents, lines of the amounts with their numbers, the times. */
export function groundMarks(chart: BandChart, scale: Scale): Mark[] {
  return [...stripMarks(chart, scale), ...amountMarks(chart, scale), ...timeMarks(chart, scale)]
}

function stripMarks(chart: BandChart, scale: Scale): Mark[] {
  const last = chart.at[lastIndex(chart)] ?? scale.from
  return chart.strips.flatMap((strip): Mark[] => {
    const from = Math.max(strip.from, scale.from)
    const to = Math.min(strip.to ?? Math.max(last, strip.from), scale.to)
    if (to < from) return []
    const x = scale.x(from)
    const width = Math.max(2, scale.x(to) - x)
    return [
      {
        kind: 'rect',
        x,
        y: scale.top,
        width,
        height: scale.bottom - scale.top,
        tone: strip.tone === 'crit' ? 'critWeak' : 'warnWeak',
      },
    ]
  })
}

function amountMarks(chart: BandChart, scale: Scale): Mark[] {
  const marks: Mark[] = []
  const steps = (amount: number): number => Math.floor(amount / scale.yStep + 1e-9)
  const top = steps(scale.yMax)
  for (let step = steps(scale.yMin) + 1; step <= top; step += 1) {
    const amount = step * scale.yStep
    const y = scale.y(amount)
    marks.push({ kind: 'line', x1: scale.left, y1: y, x2: scale.right, y2: y, tone: 'grid', dashed: false })
    const number = amountText(chart, amount)
    const text = step === top ? withUnit(chart, number) : number
    const hasRoom = y - 2 - textHeightPx >= 0
    marks.push({
      kind: 'text',
      text,
      x: scale.left,
      y: hasRoom ? y - 2 : y + textHeightPx,
      align: 'left',
      tone: 'axis',
      bold: false,
    })
  }
  const y = scale.bottom
  return [...marks, { kind: 'line', x1: scale.left, y1: y, x2: scale.right, y2: y, tone: 'axisLine', dashed: false }]
}

function timeMarks(chart: BandChart, scale: Scale): TextMark[] {
  return timeTicks(scale, chart.zone).map((at, index) => {
    const text = chart.axis === 'day' ? dayOnAxis(at, chart.zone, index === 0) : clockTime(at, chart.zone)
    const half = textWidthPx(text) / 2
    const x = Math.min(Math.max(scale.x(at), scale.left + half), scale.right - half)
    return { kind: 'text', text, x, y: scale.bottom + 21, align: 'center', tone: 'axis', bold: false }
  })
}
