import type { BandChart } from './bandChart'
import { bandName } from './bandName'
import { endLabel, lineEnd } from './endLabel'
import { extraLabels, limitMarks } from './extraMarks'
import { groundMarks } from './ground'
import { lossMarks } from './lossMarks'
import { type Box, boxOf, type Mark, overlaps, type TextMark } from './marks'
import { meetsLine } from './meetsLine'
import { nameMarks } from './nameMarks'
import type { Scale } from './scale'

/** Everything beside the line and its band, under and over them. No two texts lie on each other. */
export function picture(chart: BandChart, scale: Scale): { under: Mark[]; over: Mark[] } {
  const names = nameMarks(chart, scale)
  const end = endLabel(chart, scale)
  const loss = lossMarks(chart, scale, end)
  const dot = lineEnd(chart, scale)
  const fixed = [...names, ...loss, ...(end === null ? [] : [end])]
  const known = [
    ...fixed,
    ...extraLabels(chart, scale, end),
    ...limitMarks(chart, scale, fixed.filter(isText).map(boxOf)),
  ]
  const over: Mark[] = [...known, ...bandName(chart, scale, known.flatMap(boxesOf))]
  if (dot !== null) over.push({ kind: 'dot', ...dot })
  const texts = over.filter(isText).map(boxOf)
  return { under: withRoomForNumbers(groundMarks(chart, scale), texts, { chart, scale }), over }
}

/** A number of the axis gives way to a name, and to the line as long as another number is left. */
function withRoomForNumbers(
  ground: Mark[],
  names: Box[],
  { chart, scale }: { chart: BandChart; scale: Scale },
): Mark[] {
  const free = ground.filter((mark) => !isText(mark) || !names.some((name) => overlaps(name, boxOf(mark))))
  const isCrossed = (mark: Mark): boolean =>
    isText(mark) && mark.y <= scale.bottom && meetsLine(chart, scale, boxOf(mark))
  const clear = free.filter((mark) => !isCrossed(mark))
  return clear.some((mark) => isText(mark) && mark.y <= scale.bottom) ? clear : free
}

const isText = (mark: Mark): mark is TextMark => mark.kind === 'text'

/** Names that only just miss each other read as one. */
const withRoom = ({ left, right, top, bottom }: Box): Box => ({ left, right, top: top - 5, bottom: bottom + 5 })

function boxesOf(mark: Mark): Box[] {
  if (mark.kind === 'text') return [withRoom(boxOf(mark))]
  if (mark.kind !== 'hatch') return []
  const xs = mark.outline.map(([x]) => x)
  const ys = mark.outline.map(([, y]) => y)
  return [{ left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) }]
}
