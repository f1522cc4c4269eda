import { encodeSketch } from '../../contract/sketch/codec'
import type { SeriesColumns } from '../documents/minute'
import { type Cell, emptyCell, keptUsers } from './seriesTable'
import { storedSketch } from './storedSketch'

export const emptyColumns = (): SeriesColumns => ({ m: [], l: [], e: [], c: [], k: [], f: [], u: [] })

/** @param cells in canonical order; the slot becomes the column `e` */
export function toColumns(cells: readonly Cell[]): SeriesColumns {
  const columns = emptyColumns()
  for (const cell of cells) {
    columns.m.push(cell.metric)
    columns.l.push(cell.label)
    columns.e.push(cell.slot)
    columns.c.push(withoutTrailingZeros(cell.counts))
    columns.k.push(cell.sketch === null ? '' : encodeSketch(cell.sketch))
    columns.f.push(keptUsers(cell.failedUsers))
    columns.u.push(keptUsers(cell.users))
  }
  return columns
}

export function* cellsOf(columns: SeriesColumns): Generator<Cell> {
  for (let row = 0; row < columns.m.length; row++) {
    const cell = emptyCell(columns.m[row] as number, columns.l[row] as string, columns.e[row] as number)
    for (const [outcome, events] of (columns.c[row] as number[]).entries()) cell.counts[outcome] = events
    cell.sketch = storedSketch(columns.k[row] as string)
    cell.failedUsers = new Set(columns.f[row])
    cell.users = new Set(columns.u[row])
    yield cell
  }
}

export function withoutTrailingZeros(counts: readonly number[]): number[] {
  let length = counts.length
  while (length > 0 && counts[length - 1] === 0) length--
  return counts.slice(0, length)
}
