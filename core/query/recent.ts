import { METRICS, type MetricName } from '../../contract/metrics'
import type { MinuteDocument } from '../documents'
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
  of(metrics: readonly MetricName[], window?: Window): Merged
  /** events and distinct users of each label */
  byLabel(metric: MetricName): Map<string, Merged>
  demo: boolean
}

/** @param documents ingest minutes from `window.from` on */
export function recentOf(documents: readonly MinuteDocument[], store: string, window: Window): Recent {
  const own = wholeMinutes(documents).filter(({ stores }) => stores[store] !== undefined)
  const cells: Cell[] = own.flatMap((document) =>
    [...cellsOf(document.stores[store]!.series)].map((cell) => ({ ...cell, slot: document.minute - cell.slot })),
  )
  const within = ({ slot }: Cell, { from, to }: Window) => slot >= from && slot < to
  const inWindow = cells.filter((cell) => within(cell, window))
  return {
    window,
    received: own.map(({ minute }) => minute),
    of: (metrics, narrower = window) => {
      const ids = new Set<number>(metrics.map((metric) => METRICS[metric].id))
      return mergedOf(inWindow.filter((cell) => ids.has(cell.metric) && within(cell, narrower)))
    },
    byLabel: (metric) => {
      const labels = new Map<string, Cell[]>()
      for (const cell of inWindow)
        if (cell.metric === METRICS[metric].id) labels.set(cell.label, [...(labels.get(cell.label) ?? []), cell])
      return new Map([...labels].map(([label, found]) => [label, mergedOf(found)]))
    },
    demo: own.some(({ demo }) => demo === true),
  }
}
