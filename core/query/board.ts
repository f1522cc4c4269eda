import { METRICS } from '../../contract/metrics'
import type { Board } from '../documents/board'
import type { MinuteDocument } from '../documents/minute'
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
  const shown = (of: ReadonlySet<string>) => [...of].sort(compareText).slice(0, USERS_SHOWN)
  const rows = merged.map(({ failedUsers, users }) => ({ failed: shown(failedUsers), all: shown(users) }))
  const numbers = numbersOf(rows.flatMap(({ failed, all }) => [...failed, ...all]))
  return {
    store,
    window,
    received: own.map(({ minute }) => minute),
    series: {
      ...toColumns(merged),
      f: rows.map(({ failed }) => failed.map(numbers)),
      u: rows.map(({ all }) => all.map(numbers)),
    },
    demo: own.some(({ demo }) => demo === true),
  }
}

/**
 * A number for each user, the same all over a board: it has to tell how many they are and not who, and who asks to be
 * forgotten need not be looked for here. A tenth of a hash's bytes, too.
 */
function numbersOf(users: readonly string[]): (user: string) => string {
  const numbers = new Map([...new Set(users)].sort(compareText).map((user, index) => [user, index.toString(36)]))
  return (user) => numbers.get(user) as string
}

export const recentOfBoard = ({ window, received, series, demo }: Board): Recent =>
  recentOfCells([...cellsOf(series)], { window, received, demo })
