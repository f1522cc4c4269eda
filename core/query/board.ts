import { METRICS } from '../../contract/metrics'
import type { Board, MinuteDocument } from '../documents'
import type { Window } from '../evidence'
import { wholeMinutes } from '../rollup/minuteParts'
import { cellsOf, toColumns } from '../rollup/seriesColumns'
import { compareText } from '../rollup/seriesTable'
import { reslot } from '../rollup/tierSeries'
import { eventCells, type Recent, recentOfCells } from './recent'

/** Distinct users of half an hour that a board can tell apart. */
const USERS_SHOWN = 500

/** @param documents ingest minutes of RECENT_MINUTES before window.to */
export function boardOf(store: string, documents: readonly MinuteDocument[], window: Window): Board {
  const own = wholeMinutes(documents).filter(({ stores }) => stores[store] !== undefined)
  const cells = own
    .flatMap((document) => eventCells(document, store))
    .filter(({ slot }) => slot >= window.from && slot < window.to)
    .map((cell) => ({ ...cell, label: cell.metric === METRICS.error.id ? cell.label : '' }))
  const merged = reslot(cells, () => 0)
  const users = (of: ReadonlySet<string>) => [...of].sort(compareText).slice(0, USERS_SHOWN)
  return {
    store,
    window,
    received: own.map(({ minute }) => minute),
    series: {
      ...toColumns(merged),
      f: merged.map(({ failedUsers }) => users(failedUsers)),
      u: merged.map((cell) => users(cell.users)),
    },
    demo: own.some(({ demo }) => demo === true),
  }
}

export const recentOfBoard = ({ window, received, series, demo }: Board): Recent =>
  recentOfCells([...cellsOf(series)], { window, received, demo })
