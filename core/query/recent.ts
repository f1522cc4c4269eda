import { METRICS, type MetricName } from '../../contract/metrics'
import type { MinuteDocument } from '../documents/minute'
import type { Merged, Window } from '../evidence'
import { wholeMinutes } from '../rollup/minuteParts'
import { mergedOf } from '../rollup/readEvidence'
import { cellsOf } from '../rollup/seriesColumns'
import type { Cell } from '../rollup/seriesTable'

/** What phones told lately. */
export interface Recent {
  /** event minutes covered, [from, to) */
  window: Window
  /** minutes in which anything was received, epoch minutes ascending */
  received: number[]
  of(metrics: readonly MetricName[]): Merged
  /** events and distinct users of each label */
  byLabel(metric: MetricName): Map<string, Merged>
  demo: boolean
}

/** @param documents ingest minutes from `window.from` on */
export function recentOf(documents: readonly MinuteDocument[], store: string, window: Window): Recent {
  const own = wholeMinutes(documents).filter(({ stores }) => stores[store] !== undefined)
  const cells = own
    .flatMap((document) => eventCells(document, store))
    .filter(({ slot }) => slot >= window.from && slot < window.to)
  return recentOfCells(cells, {
    window,
    received: own.map(({ minute }) => minute),
    demo: own.some(({ demo }) => demo === true),
  })
}

/** @param cells all of the window */
export const recentOfCells = (cells: readonly Cell[], known: Pick<Recent, 'window' | 'received' | 'demo'>): Recent => ({
  ...known,
  of: (metrics) => {
    const ids = new Set<number>(metrics.map((metric) => METRICS[metric].id))
    return mergedOf(cells.filter((cell) => ids.has(cell.metric)))
  },
  byLabel: (metric) => {
    const labels = new Map<string, Cell[]>()
    for (const cell of cells)
      if (cell.metric === METRICS[metric].id) labels.set(cell.label, [...(labels.get(cell.label) ?? []), cell])
    return new Map([...labels].map(([label, found]) => [label, mergedOf(found)]))
  },
})

/** Slots become event minutes. */
export const eventCells = (document: MinuteDocument, store: string): Cell[] => {
  const series = document.stores[store]?.series
  return series === undefined
    ? []
    : [...cellsOf(series)].map((cell) => ({ ...cell, slot: document.minute - cell.slot }))
}
