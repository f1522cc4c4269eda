import { encodeSketch } from '../../contract/sketch/codec'
import { mergeSketches } from '../../contract/sketch/sketch'
import { groupBy } from '../groupBy'
import { encodeColumn } from './columns'
import { withoutTrailingZeros } from './seriesColumns'
import { addToCell, type Cell, emptyCell, keptUsers, SeriesTable } from './seriesTable'
import type { TierSeries, TierTotals } from './tiers'

/** @param cells in canonical order, slots 0 … slots − 1 */
export function toTierSeries(cells: readonly Cell[], slots: number): TierSeries {
  const series: TierSeries = { m: [], l: [], c: [], k: [], f: [], u: [] }
  for (const own of groupBy(cells, (cell) => `${cell.metric}|${cell.label}`).values()) {
    const first = own[0] as Cell
    const whole = sumCells(own)
    series.m.push(first.metric)
    series.l.push(first.label)
    series.c.push(countColumns(own, slots))
    series.k.push(whole.sketch === null ? '' : encodeSketch(whole.sketch))
    series.f.push(keptUsers(whole.failedUsers))
    series.u.push(keptUsers(whole.users))
  }
  return series
}

/** @param cells slots of the finer kind; @param perSketch how many slots share a sketch */
export function toTierTotals(cells: readonly Cell[], slots: number, perSketch: number): TierTotals {
  const totals: TierTotals = { m: [], c: [], k: [] }
  for (const own of groupBy(cells, ({ metric }) => metric).values()) {
    totals.m.push((own[0] as Cell).metric)
    totals.c.push(countColumns(own, slots))
    totals.k.push(
      Array.from({ length: Math.ceil(slots / perSketch) }, (_, index) =>
        sketchText(own.filter(({ slot }) => Math.floor(slot / perSketch) === index)),
      ),
    )
  }
  return totals
}

/** The same cells with other slots; cells that fall on one slot are added up. */
export function reslot(cells: readonly Cell[], slotOf: (cell: Cell) => number): Cell[] {
  const table = new SeriesTable()
  for (const cell of cells) addToCell(table.at(cell.metric, cell.label, slotOf(cell)), cell)
  return table.sorted()
}

function sumCells(cells: readonly Cell[]): Cell {
  const sum = emptyCell(0, '', 0)
  for (const cell of cells) addToCell(sum, cell)
  return sum
}

function countColumns(cells: readonly Cell[], slots: number): string[] {
  const whole = withoutTrailingZeros(sumCells(cells).counts)
  return whole.map((_, outcome) => {
    const column = new Array<number>(slots).fill(0)
    for (const cell of cells) column[cell.slot] = (column[cell.slot] as number) + (cell.counts[outcome] as number)
    return encodeColumn(column)
  })
}

function sketchText(cells: readonly Cell[]): string {
  const sketches = cells.flatMap(({ sketch }) => (sketch === null ? [] : [sketch]))
  return sketches.length === 0 ? '' : encodeSketch(mergeSketches(sketches))
}
