import { dropReasonCode } from '../../contract/dropReasons'
import { MINUTES_PER_HOUR } from '../time/units'
import { columnSum, decodeColumn } from './columns'
import { foldDayDims } from './dims/foldTierDims'
import { sumByReason } from './foldMinute'
import { limitRows } from './limitRows'
import { cellsOf, toColumns } from './seriesColumns'
import { type Cell, emptyCell } from './seriesTable'
import { storedSketch } from './storedSketch'
import { reslot, toTierSeries, toTierTotals } from './tierSeries'
import { type DayDocument, type HourDocument, TOTAL_SLOT_MINUTES } from './tiers'
import { limitLabels } from './topLabels'

export const TOTAL_SLOTS_PER_HOUR = MINUTES_PER_HOUR / TOTAL_SLOT_MINUTES

/** A day of a shop: its ingest hours by epoch, [fromHour, fromHour + hours). */
export interface DaySpan {
  day: string
  fromHour: number
  /** 24, or 23 and 25 where clocks change */
  hours: number
}

/**
 * A store's day out of its hours: a pure function of their set.
 * @param sealed whether all of the day's hours are
 * @returns null when the store sent nothing
 */
export function foldDay(
  store: string,
  span: DaySpan,
  documents: readonly HourDocument[],
  sealed: boolean,
): DayDocument | null {
  const own = documents
    .filter((hour) => hour.store === store && hour.hour >= span.fromHour && hour.hour < span.fromHour + span.hours)
    .sort((a, b) => a.hour - b.hour)
  if (own.length === 0) return null
  const late = own.flatMap((hour) => lateCells(hour, span))
  const hourly = limitLabels([...own.flatMap((hour) => hourCells(hour, span)), ...late.map(toHourSlot)])
  const totals = [...own.flatMap((hour) => totalCells(hour, span)), ...late.map(toTotalSlot)]
  const inside = (cells: Cell[]) => cells.filter(({ slot }) => slot >= 0)
  const old = limitLabels(
    reslot(
      late.filter(({ slot }) => slot < 0),
      ({ slot }) => -slot,
    ),
  )
  const before = limitRows(old, span.fromHour * MINUTES_PER_HOUR)
  const dropped = own.flatMap((hour) => hour.dropped)
  const folded = hourly.folded + before.folded - old.folded
  if (folded > 0) dropped.push([dropReasonCode('cardinality'), folded])
  const dims = foldDayDims(
    span.fromHour,
    span.hours,
    own.flatMap(({ hour, dims }) => (dims === undefined ? [] : [{ hour, dims }])),
  )
  const totalSlots = span.hours * TOTAL_SLOTS_PER_HOUR
  return {
    _id: `${store}:${span.day}`,
    store,
    ...span,
    batches: own.reduce((sum, { batches }) => sum + batches, 0),
    sealed,
    codec: 1,
    series: toTierSeries(inside(hourly.cells), span.hours),
    totals: toTierTotals(
      reslot(inside(totals), ({ slot }) => slot),
      totalSlots,
      TOTAL_SLOTS_PER_HOUR,
    ),
    late: toColumns(before.cells),
    dropped: sumByReason(dropped),
    ...(dims === null ? {} : { dims }),
    ...(own.some(({ demo }) => demo === true) ? { demo: true } : {}),
  }
}

/** One cell a series: its slot is the hour of the day. */
function hourCells(document: HourDocument, span: DaySpan): Cell[] {
  const { m, l, c, k, f, u } = document.series
  return m.map((metric, row) => {
    const cell = emptyCell(metric, l[row] as string, document.hour - span.fromHour)
    for (const [outcome, column] of (c[row] as string[]).entries())
      cell.counts[outcome] = columnSum(column, MINUTES_PER_HOUR)
    cell.sketch = storedSketch(k[row] as string)
    cell.failedUsers = new Set(f[row])
    cell.users = new Set(u[row])
    return cell
  })
}

/** One cell a metric and 5 minutes, over all labels. */
function totalCells(document: HourDocument, span: DaySpan): Cell[] {
  const firstSlot = (document.hour - span.fromHour) * TOTAL_SLOTS_PER_HOUR
  const { m, c, k } = document.totals
  return m.flatMap((metric, row) => {
    const columns = (c[row] as string[]).map((column) => decodeColumn(column, TOTAL_SLOTS_PER_HOUR))
    return Array.from({ length: TOTAL_SLOTS_PER_HOUR }, (_, slot) => {
      const cell = emptyCell(metric, '', firstSlot + slot)
      for (const [outcome, column] of columns.entries()) cell.counts[outcome] = column[slot] as number
      cell.sketch = storedSketch(k[row]?.[slot] ?? '')
      return cell
    })
  })
}

/** Slots become event minutes counted from the day's first: negative ones are late for the day too. */
function lateCells(document: HourDocument, span: DaySpan): Cell[] {
  const firstMinute = (document.hour - span.fromHour) * MINUTES_PER_HOUR
  return [...cellsOf(document.late)].map((cell) => ({ ...cell, slot: firstMinute - cell.slot }))
}

const toHourSlot = (cell: Cell): Cell => ({ ...cell, slot: Math.floor(cell.slot / MINUTES_PER_HOUR) })

const toTotalSlot = (cell: Cell): Cell => ({
  ...cell,
  label: '',
  slot: Math.floor(cell.slot / TOTAL_SLOT_MINUTES),
})
