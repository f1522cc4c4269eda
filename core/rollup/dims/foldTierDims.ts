import { CONTEXTS } from '../../../contract/dimensions'
import type { Cell } from '../seriesTable'
import { reslot } from '../tierSeries'
import { dimsCells, dimsTierCells, toDimsColumns, toDimsTier } from './dimsCells'
import { limitValues } from './limitValues'
import { limitSpread, type SpreadRow, SpreadTable, spreadRows, toSpreadColumns } from './spread'
import { type MinuteDims, SPANS_PER_HOUR, spanOf, type TierDims } from './storedDims'

const HOUR = CONTEXTS.indexOf('hour')

/** @returns null where no minute has any */
export function foldHourDims(hour: number, minutes: readonly { minute: number; dims: MinuteDims }[]): TierDims | null {
  const firstSpan = hour * SPANS_PER_HOUR
  const cells = minutes.flatMap(({ minute, dims }) => shifted(dimsCells(dims.rows), spanOf(minute) - firstSpan))
  const spread = new SpreadTable()
  for (const { dims } of minutes) if (dims.spread !== undefined) spread.addAll(spreadRows(dims.spread))
  return toTierDims(cells, spread.sorted(), SPANS_PER_HOUR)
}

/** @param hours from the day's first on; @param count hours of the day */
export function foldDayDims(
  fromHour: number,
  count: number,
  hours: readonly { hour: number; dims: TierDims }[],
): TierDims | null {
  const spread = new SpreadTable()
  const cells = hours.flatMap(({ hour, dims }) => {
    const first = hour - fromHour
    const rows = spreadRows(dims.spread)
    spread.addAll(rows).addAll(asHour(rows, first))
    const own = dimsTierCells(dims.rows, SPANS_PER_HOUR).map((cell) => ({ ...cell, slot: first }))
    const late = shifted(dimsCells(dims.late), first * SPANS_PER_HOUR)
    return [...own, ...late.map((cell) => ({ ...cell, slot: Math.floor(cell.slot / SPANS_PER_HOUR) }))]
  })
  return toTierDims(cells, spread.sorted(), count)
}

/** Cells whose slots are spans before a span get the slots after it. */
const shifted = (cells: readonly Cell[], span: number): Cell[] =>
  cells.map((cell) => ({ ...cell, slot: span - cell.slot }))

/** The whole of an hour once more, under the hour: every duration has one network. */
const asHour = (rows: readonly SpreadRow[], hour: number): SpreadRow[] =>
  rows.filter(({ context }) => context === 0).map((row) => ({ ...row, context: HOUR, value: String(hour) }))

/** @param cells slots of the window, 0 … slots − 1; negative ones are late */
function toTierDims(cells: readonly Cell[], spread: readonly SpreadRow[], slots: number): TierDims | null {
  const limited = limitValues(cells)
  if (limited.length === 0) return null
  const perSlot = slots === SPANS_PER_HOUR ? 1 : SPANS_PER_HOUR
  const late = limited.filter(({ slot }) => slot < 0)
  return {
    rows: toDimsTier(
      limited.filter(({ slot }) => slot >= 0),
      slots,
    ),
    late: toDimsColumns(reslot(late, ({ slot }) => wholeHours(-slot * perSlot))),
    spread: toSpreadColumns(limitSpread(spread, [HOUR])),
  }
}

/** @param spans ≥ 1; @returns the hours that hold them, in spans */
const wholeHours = (spans: number): number => Math.ceil(spans / SPANS_PER_HOUR) * SPANS_PER_HOUR
