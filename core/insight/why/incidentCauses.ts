import type { CauseLabel } from '../../../contract/insight'
import { METRICS } from '../../../contract/metrics'
import { mergeSketches } from '../../../contract/sketch/sketch'
import type { MinuteDocument } from '../../documents/minute'
import type { Merged, Window } from '../../evidence'
import { breakdownsIn } from '../../rollup/dims/readDims'
import { wholeMinutes } from '../../rollup/minuteParts'
import { mergedOf } from '../../rollup/readEvidence'
import { cellsOf } from '../../rollup/seriesColumns'
import type { Cell as StoredCell } from '../../rollup/seriesTable'
import type { Explanation } from '../causes/cells'
import { explain } from '../causes/explain'
import { cellsBetween, tallyIn, type Values } from './compareValues'
import type { WhatChanged } from './whatChanged'
import type { Compared } from './windows'

/** Fewer events on either side tell nothing. */
const FEWEST_EVENTS = 20
/** The quantile whose change is explained. */
const QUANTILE = 0.95

/**
 * Who made the change among what phones measured: the rollups' breakdowns before and during an incident, and what the
 * samples themselves are labelled with. @param documents minutes of both windows, with their breakdowns
 */
export function phoneCauses(
  documents: readonly MinuteDocument[],
  store: string,
  what: WhatChanged,
  compared: Compared,
): Explanation | null {
  const minutes = wholeMinutes(documents)
  const label = sampleLabel(what)
  const values = (window: Window): Values => {
    const own: Values = new Map()
    for (const [dimension, rows] of breakdownsIn({ minutes }, store, { metrics: what.metrics, window }))
      own.set(dimension, new Map(rows.map(({ value, merged }) => [value, merged])))
    own.set(
      label,
      mergedBy(minutes, [store], what, window, (_, cell) => cell.label),
    )
    return own
  }
  return compare(values(compared.before), values(compared.now), label, what, compared)
}

/** The same among stores: whether it is this one alone. @param documents minutes of both windows, of all their stores */
export function storeCauses(
  documents: readonly MinuteDocument[],
  stores: readonly string[],
  what: WhatChanged,
  compared: Compared,
): Explanation | null {
  if (stores.length < 2) return null
  const minutes = wholeMinutes(documents)
  const values = (window: Window): Values =>
    new Map([['store', mergedBy(minutes, stores, what, window, (store) => store)]])
  return compare(values(compared.before), values(compared.now), 'store', what, compared)
}

/** What the samples of these metrics are labelled with: payments with how one pays, steps with the step. */
function sampleLabel({ metrics }: WhatChanged): CauseLabel {
  const labels = new Set(metrics.map((metric) => METRICS[metric].label))
  if (labels.size > 1) return 'api'
  return labels.has('channel') ? 'payment' : labels.has('step') ? 'step' : 'api'
}

function compare(
  before: Values,
  now: Values,
  label: string,
  { kind }: WhatChanged,
  windows: Compared,
): Explanation | null {
  const all = [before, now].map((values) => whole(values, label))
  if (all.some((merged) => merged === null || merged.total < FEWEST_EVENTS)) return null
  const [allBefore, allNow] = all as [Merged, Merged]
  const threshold = allBefore.sketch?.count ? allBefore.sketch.quantile(QUANTILE) : 0
  // windows differ in length: numbers of events are compared as if they did not
  const stretch = kind === 'count' ? lengthOf(windows.now) / lengthOf(windows.before) : 1
  const cells = cellsBetween(before, now, tallyIn(kind, threshold), stretch)
  const quantiles = kind === 'quantile' && allNow.sketch !== null ? [threshold, allNow.sketch.quantile(QUANTILE)] : null
  return explain(
    kind,
    cells,
    quantiles === null ? {} : { quantile: { before: quantiles[0] as number, now: quantiles[1] as number } },
  )
}

/** @param key of a stored cell: by what it is told apart */
function mergedBy(
  minutes: readonly MinuteDocument[],
  stores: readonly string[],
  { metrics }: WhatChanged,
  window: Window,
  key: (store: string, cell: StoredCell) => string,
): Map<string, Merged> {
  const ids = new Set<number>(metrics.map((metric) => METRICS[metric].id))
  const found = new Map<string, StoredCell[]>()
  for (const { minute, stores: measured } of minutes)
    for (const store of stores) {
      const series = measured[store]?.series
      if (series === undefined) continue
      for (const cell of cellsOf(series)) {
        const at = minute - cell.slot
        if (!ids.has(cell.metric) || at < window.from || at >= window.to) continue
        const name = key(store, cell)
        const own = found.get(name)
        if (own === undefined) found.set(name, [cell])
        else own.push(cell)
      }
    }
  return new Map([...found].map(([name, cells]) => [name, mergedOf(cells)]))
}

/** Every label shares out the same events: those of one are all. */
function whole(values: Values, label: string): Merged | null {
  const parts = [...(values.get(label)?.values() ?? [])]
  if (parts.length === 0) return null
  const sum = (of: (one: Merged) => number): number => parts.reduce((total, one) => total + of(one), 0)
  const first = parts[0] as Merged
  const sketches = parts.flatMap(({ sketch }) => sketch ?? [])
  const sketch = sketches.length === 0 ? null : mergeSketches(sketches)
  return { ...first, sketch, ok: sum(({ ok }) => ok), failed: sum(({ failed }) => failed), total: sum((m) => m.total) }
}

const lengthOf = ({ from, to }: Window): number => to - from
