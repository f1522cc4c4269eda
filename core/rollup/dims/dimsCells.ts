import { encodeSketch } from '../../../contract/sketch/codec'
import { forEachSlot } from '../columns'
import { withoutTrailingZeros } from '../seriesColumns'
import { type Cell, emptyCell } from '../seriesTable'
import { storedSketch } from '../storedSketch'
import { toTierSeries } from '../tierSeries'
import type { DimsColumns, DimsTier } from './storedDims'

/** A cell's label names dimension and value. There are fewer than ten dimensions. */
export const dimsLabel = (dimension: number, value: string): string => `${dimension}=${value}`
export const dimensionOf = (label: string): number => Number(label.charAt(0))
export const valueName = (label: string): string => label.slice(2)

export const emptyDims = (): DimsColumns => ({ m: [], d: [], v: [], e: [], c: [], k: [] })

/** @param cells in canonical order; the slot becomes the column `e` */
export function toDimsColumns(cells: readonly Cell[]): DimsColumns {
  const columns = emptyDims()
  for (const { metric, label, slot, counts, sketch } of cells) {
    columns.m.push(metric)
    columns.d.push(dimensionOf(label))
    columns.v.push(valueName(label))
    columns.e.push(slot)
    columns.c.push(withoutTrailingZeros(counts))
    columns.k.push(sketch === null ? '' : encodeSketch(sketch))
  }
  return columns
}

export const dimsCells = ({ m, d, v, e, c, k }: DimsColumns): Cell[] =>
  m.map((metric, row) => {
    const cell = emptyCell(metric, dimsLabel(d[row] as number, v[row] as string), e[row] as number)
    for (const [outcome, events] of (c[row] as number[]).entries()) cell.counts[outcome] = events
    cell.sketch = storedSketch(k[row] as string)
    return cell
  })

/** @param cells in canonical order, slots 0 … slots − 1 */
export function toDimsTier(cells: readonly Cell[], slots: number): DimsTier {
  const { m, l, c, k } = toTierSeries(cells, slots)
  return { m, d: l.map(dimensionOf), v: l.map(valueName), c, k }
}

/**
 * Counts are of their slot; the sketch, which a tier keeps as a whole, lies in the last slot with any event.
 * @param slots of the tier's columns
 */
export const dimsTierCells = ({ m, d, v, c, k }: DimsTier, slots: number): Cell[] =>
  m.flatMap((metric, row) => {
    const label = dimsLabel(d[row] as number, v[row] as string)
    const cells: Cell[] = []
    forEachSlot(c[row] as string[], slots, (slot, counts) => {
      const cell = emptyCell(metric, label, slot)
      for (const [outcome, events] of counts.entries()) cell.counts[outcome] = events
      cells.push(cell)
    })
    const last = cells.at(-1)
    if (last !== undefined) last.sketch = storedSketch(k[row] as string)
    return cells
  })
