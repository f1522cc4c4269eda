import { MINUTES_PER_HOUR } from '../time/units'
import { forEachSlot } from './columns'
import { cellsOf } from './seriesColumns'
import { type Cell, emptyCell } from './seriesTable'
import { storedSketch } from './storedSketch'
import type { HourDocument } from './tiers'

/**
 * An hour as cells of event minutes. Counts are of their minute; what an hour keeps as a whole, the sketch and the users,
 * lies in the last minute that has any event of the series.
 */
export const hourCells = (hour: HourDocument): Cell[] => {
  const first = hour.hour * MINUTES_PER_HOUR
  const late = [...cellsOf(hour.late)].map((cell) => ({ ...cell, slot: first - cell.slot }))
  return [...hour.series.m.flatMap((_, row) => rowCells(hour, row, first)), ...late]
}

const rowCells = ({ series }: HourDocument, row: number, first: number): Cell[] => {
  const { m, l, c, k, f, u } = series
  const cells: Cell[] = []
  forEachSlot(c[row] as string[], MINUTES_PER_HOUR, (minute, counts) => {
    const cell = emptyCell(m[row] as number, l[row] as string, first + minute)
    for (const [outcome, events] of counts.entries()) cell.counts[outcome] = events
    cells.push(cell)
  })
  const last = cells.at(-1)
  if (last === undefined) return []
  return [
    ...cells.slice(0, -1),
    { ...last, sketch: storedSketch(k[row] as string), failedUsers: new Set(f[row]), users: new Set(u[row]) },
  ]
}
