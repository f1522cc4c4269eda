import type { IncidentCause, IncidentCauses } from '../../../contract/insight'
import { METRICS } from '../../../contract/metrics'
import type { ContextName } from '../../../contract/pages/parts'
import { mergeSketches } from '../../../contract/sketch/sketch'
import type { MinuteDocument, SettingsDocument } from '../../documents'
import type { Merged, Window } from '../../evidence'
import { titleIn } from '../../query/pages/contextWords'
import { breakdownsIn } from '../../rollup/dims/readDims'
import { wholeMinutes } from '../../rollup/minuteParts'
import { mergedOf } from '../../rollup/readEvidence'
import { cellsOf } from '../../rollup/seriesColumns'
import type { Cell as StoredCell } from '../../rollup/seriesTable'
import type { Cell, ChangeKind, Tally } from '../causes/cells'
import { explain } from '../causes/explain'
import type { WhatChanged } from './whatChanged'
import type { Compared } from './windows'

/** Shown at most; what explains less than this share of the change says nothing. */
const MOST_CAUSES = 5
const LEAST_SHARE = 0.1
/** Fewer events on either side tell nothing. */
const FEWEST_EVENTS = 20
/** The quantile whose change is explained. */
const QUANTILE = 0.95
/** A duration beyond the quantile is beyond its bucket too. */
const SKETCH_ERROR = 1.04
const API = 'api'

/**
 * Who made the change: the rollups' breakdowns before and during an incident, and the APIs themselves, ranked by how much
 * of the change each explains beyond its share. @param documents minutes of both windows, with their breakdowns
 */
export function incidentCauses(
  documents: readonly MinuteDocument[],
  { store, settings }: { store: string; settings: Pick<SettingsDocument, 'apis'> },
  { kind, metrics }: WhatChanged,
  compared: Compared,
): IncidentCauses | null {
  const minutes = wholeMinutes(documents)
  const rows = (window: Window) => valuesIn(minutes, store, metrics, window)
  const [before, now] = [rows(compared.before), rows(compared.now)]
  const all = [before, now].map((values) => whole(values))
  if (all.some((merged) => merged === null || merged.total < FEWEST_EVENTS)) return null
  const [allBefore, allNow] = all as [Merged, Merged]
  const threshold = allBefore.sketch?.count ? allBefore.sketch.quantile(QUANTILE) : 0
  // windows differ in length: numbers of events are compared as if they did not
  const stretch = kind === 'count' ? lengthOf(compared.now) / lengthOf(compared.before) : 1
  const cells = cellsBetween(before, now, (merged, isBefore) => {
    const tally = tallyOf(kind, merged, threshold)
    return isBefore ? { count: tally.count * stretch, hits: tally.hits * stretch } : tally
  })
  const quantiles = kind === 'quantile' && allNow.sketch !== null ? [threshold, allNow.sketch.quantile(QUANTILE)] : null
  const found = explain(
    kind,
    cells,
    quantiles === null ? {} : { quantile: { before: quantiles[0] as number, now: quantiles[1] as number } },
  )
  const causes = found.causes
    .filter(({ surprise, explains }) => surprise > 0 && explains >= LEAST_SHARE)
    .slice(0, MOST_CAUSES)
    .map(({ label, value, contribution, explains, within, before: was, now: is }): IncidentCause => {
      const title = titleIn(settings, label as ContextName, value)
      return { label, value, title, contribution, explains, within, before: was, now: is }
    })
  return { kind, before: found.before, now: found.now, change: found.change, causes }
}

type Values = Map<string, Map<string, Merged>>

/** By label, of each value what it did in a window. */
function valuesIn(
  minutes: readonly MinuteDocument[],
  store: string,
  metrics: WhatChanged['metrics'],
  window: Window,
): Values {
  const values: Values = new Map()
  for (const [dimension, rows] of breakdownsIn({ minutes }, store, { metrics, window }))
    values.set(dimension, new Map(rows.map(({ value, merged }) => [value, merged])))
  const ids = new Set<number>(metrics.map((metric) => METRICS[metric].id))
  const byLabel = new Map<string, StoredCell[]>()
  for (const { minute, stores } of minutes) {
    const series = stores[store]?.series
    if (series === undefined) continue
    for (const cell of cellsOf(series)) {
      const at = minute - cell.slot
      if (!ids.has(cell.metric) || at < window.from || at >= window.to) continue
      byLabel.set(cell.label, [...(byLabel.get(cell.label) ?? []), cell])
    }
  }
  values.set(API, new Map([...byLabel].map(([label, cells]) => [label, mergedOf(cells)])))
  return values
}

/** Every label shares out the same events: the APIs' are all. */
function whole(values: Values): Merged | null {
  const apis = [...(values.get(API)?.values() ?? [])]
  if (apis.length === 0) return null
  const sum = (of: (one: Merged) => number): number => apis.reduce((total, one) => total + of(one), 0)
  const first = apis[0] as Merged
  const sketches = apis.flatMap(({ sketch }) => sketch ?? [])
  const sketch = sketches.length === 0 ? null : mergeSketches(sketches)
  return { ...first, sketch, ok: sum(({ ok }) => ok), failed: sum(({ failed }) => failed), total: sum((m) => m.total) }
}

function tallyOf(kind: ChangeKind, merged: Merged, threshold: number): Tally {
  if (kind === 'ratio') return { count: merged.ok + merged.failed, hits: merged.failed }
  if (kind === 'count' || merged.sketch === null) return { count: merged.total, hits: 0 }
  return { count: merged.sketch.count, hits: merged.sketch.count - merged.sketch.countUpTo(threshold * SKETCH_ERROR) }
}

const lengthOf = ({ from, to }: Window): number => to - from
const NOTHING: Tally = { count: 0, hits: 0 }

/** Labels that are known on both sides; a value that is missing on one did nothing there. */
function cellsBetween(before: Values, now: Values, tally: (merged: Merged, isBefore: boolean) => Tally): Cell[] {
  return [...before].flatMap(([label, was]) => {
    const is = now.get(label)
    if (is === undefined) return []
    return [...new Set([...was.keys(), ...is.keys()])].map((value): Cell => {
      const [first, second] = [was.get(value), is.get(value)]
      return {
        label,
        value,
        before: first === undefined ? NOTHING : tally(first, true),
        now: second === undefined ? NOTHING : tally(second, false),
      }
    })
  })
}
