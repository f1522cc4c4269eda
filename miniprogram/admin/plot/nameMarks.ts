import type { BandChart } from './bandChart'
import { clamp, type Mark, type TextMark, textWidthPx } from './marks'
import type { Scale } from './scale'

interface Named {
  at: number
  name: string
  /** where the name stands, epoch ms */
  centre: number
  tone: 'crit' | 'warn' | 'event'
}

/** Names above the plot, of incidents over their strips and of events over their dashed lines; one that has no room is left out. */
export function nameMarks(chart: BandChart, scale: Scale): Mark[] {
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
