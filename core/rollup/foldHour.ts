import { dropReasonCode } from '../../contract/dropReasons'
import type { MinuteDocument } from '../documents/minute'
import { MINUTES_PER_HOUR } from '../time/units'
import { foldHourDims } from './dims/foldTierDims'
import { sumByReason } from './foldMinute'
import { limitRows } from './limitRows'
import { cellsOf, toColumns } from './seriesColumns'
import type { Cell } from './seriesTable'
import { reslot, toTierSeries, toTierTotals } from './tierSeries'
import { type HourDocument, TOTAL_SLOT_MINUTES } from './tiers'
import { limitLabels } from './topLabels'

const TOTAL_SLOTS = MINUTES_PER_HOUR / TOTAL_SLOT_MINUTES

/**
 * A store's hour out of its minutes: a pure function of their set.
 * @param minutes whole minutes of that ingest hour; those of others are left out
 * @param sealed whether they all are, so that the hour is final
 * @returns null when the store sent nothing
 */
export function foldHour(
  store: string,
  hour: number,
  minutes: readonly MinuteDocument[],
  sealed: boolean,
): HourDocument | null {
  const first = hour * MINUTES_PER_HOUR
  const own = minutes
    .filter(
      ({ minute, stores, dims }) =>
        Math.floor(minute / MINUTES_PER_HOUR) === hour && (stores[store] ?? dims?.[store]) !== undefined,
    )
    .sort((a, b) => a.minute - b.minute || a.part - b.part)
  if (own.length === 0) return null
  const cells = own.flatMap((document) => eventCells(document, store, first))
  const { cells: kept, folded } = limitLabels(reslot(cells, ({ slot }) => slot))
  const inside = kept.filter(({ slot }) => slot >= 0)
  const dims = foldHourDims(
    hour,
    own.flatMap(({ minute, dims }) => (dims?.[store] === undefined ? [] : [{ minute, dims: dims[store] }])),
  )
  const dropped = own.flatMap(({ stores }) => stores[store]?.dropped ?? [])
  const late = limitRows(
    {
      cells: reslot(
        kept.filter(({ slot }) => slot < 0),
        ({ slot }) => -slot,
      ),
      folded,
    },
    first,
  )
  if (late.folded > 0) dropped.push([dropReasonCode('cardinality'), late.folded])
  return {
    _id: `${store}:${hour}`,
    store,
    hour,
    batches: own.reduce((sum, { stores }) => sum + (stores[store]?.batches ?? 0), 0),
    sealed,
    codec: 1,
    series: toTierSeries(inside, MINUTES_PER_HOUR),
    totals: toTierTotals(
      reslot(inside, ({ slot }) => Math.floor(slot / TOTAL_SLOT_MINUTES)),
      TOTAL_SLOTS,
      1,
    ),
    late: toColumns(late.cells),
    dropped: sumByReason(dropped),
    ...(dims === null ? {} : { dims }),
    ...(own.some(({ demo }) => demo === true) ? { demo: true } : {}),
  }
}

/** Slots become event minutes counted from the hour's first: negative ones are late. */
function eventCells(document: MinuteDocument, store: string, firstMinute: number): Cell[] {
  const series = document.stores[store]?.series
  if (series === undefined) return []
  return [...cellsOf(series)].map((cell) => ({ ...cell, slot: document.minute - cell.slot - firstMinute }))
}
