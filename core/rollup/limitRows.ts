import { MINUTES_PER_HOUR } from '../time/units'
import { addToCell, type Cell, cellEvents, SeriesTable } from './seriesTable'
import { reslot } from './tierSeries'
import { TOTAL_SLOT_MINUTES } from './tiers'
import { type Limited, OTHER } from './topLabels'

/**
 * Rows of one store that a minute keeps, or an hour or a day of what came late. An hour without network brings a shop some
 * hundred; a phone that makes events up brings as many as it likes, and documents and memory end.
 */
export const ROWS_MOST = 3_000

/** Older events are drawn by five minutes (TOTAL_SLOT_MINUTES), and ranges that reach further back begin with whole hours. */
const RECENT_MINUTES = TOTAL_SLOT_MINUTES

/**
 * What is too much is told more coarsely, never less: old events by five minutes, then those of past hours by the hour,
 * then without their labels. A pure function of the cells' set.
 * @param limited its slots are minutes before `firstMinute`
 */
export function limitRows({ cells, folded }: Limited, firstMinute: number): Limited {
  if (cells.length <= ROWS_MOST) return { cells, folded }
  const byGrid = (minutes: number, from: number) => (cell: Cell) =>
    cell.slot < from ? cell.slot : firstMinute - Math.floor((firstMinute - cell.slot) / minutes) * minutes
  const coarse = reslot(cells, byGrid(TOTAL_SLOT_MINUTES, RECENT_MINUTES))
  if (coarse.length <= ROWS_MOST) return { cells: coarse, folded }
  const hourly = reslot(coarse, byGrid(MINUTES_PER_HOUR, MINUTES_PER_HOUR))
  return hourly.length <= ROWS_MOST ? { cells: hourly, folded } : withoutOldLabels(hourly, folded)
}

function withoutOldLabels(cells: readonly Cell[], folded: number): Limited {
  const table = new SeriesTable()
  let more = 0
  for (const cell of cells) {
    const isKept = cell.slot < RECENT_MINUTES || cell.label === OTHER
    if (!isKept) more += cellEvents(cell)
    addToCell(table.at(cell.metric, isKept ? cell.label : OTHER, cell.slot), cell)
  }
  return { cells: table.sorted(), folded: folded + more }
}
