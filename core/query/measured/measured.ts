import { METRICS, type MetricName } from '../../../contract/metrics'
import type { Merged } from '../../evidence'
import { MergedParts, mergedParts } from '../../rollup/mergedParts'

/**
 * What was measured of a store in a range, whichever tier it lies in, by metric id: over all labels in each slot of the
 * chart, of each label over the whole range, and the counts of each label in each slot, which have neither sketch nor
 * users.
 */
export interface Cells {
  totals: Map<number, Map<number, MergedParts>>
  labels: Map<number, Map<string, MergedParts>>
  counts: Map<number, Map<string, Map<number, number[]>>>
  /** of the one label that was asked for, in each slot; a document's sketch lies in the first slot that it has */
  named: Map<number, Map<number, MergedParts>>
  /** slots in which anything at all came in */
  received: ReadonlySet<number>
  dropped: readonly (readonly [number, number])[]
  demo: boolean
}

/** Numbers of a page. */
export interface Measured {
  /** over the whole range; all zero where nothing happened */
  sum(metrics: readonly MetricName[]): Merged
  /** in every slot of the chart; null: nothing at all was received in it, which is not zero */
  slots(metrics: readonly MetricName[]): (MergedParts | null)[]
  byLabel(metric: MetricName): Map<string, Merged>
  /** `sum` and `slots` of the one label that was asked for */
  sumOf(metrics: readonly MetricName[], label: string): Merged
  slotsOf(metrics: readonly MetricName[]): (MergedParts | null)[]
  /** events of one label in every slot; null as in `slots` */
  labelCounts(metric: MetricName, label: string): (number | null)[]
  /** the same by outcome index */
  labelOutcomes(metric: MetricName, label: string): (readonly number[] | null)[]
  /** drop reason index → how many */
  dropped: ReadonlyMap<number, number>
  demo: boolean
  /** anything was received at all */
  any: boolean
}

const NOTHING = new MergedParts()

/** @param slots of the chart */
export function measuredOf(cells: Cells, slots: number): Measured {
  const { received } = cells
  const sums = new Map<string, Merged>()
  const labelsOf = (metric: MetricName) => cells.labels.get(METRICS[metric].id) ?? new Map<string, MergedParts>()
  const atSlots = <T>(valueAt: (slot: number) => T): (T | null)[] =>
    Array.from({ length: slots }, (_, slot) => (received.has(slot) ? valueAt(slot) : null))
  const slotsIn = (of: Cells['totals'], metrics: readonly MetricName[]) => {
    const tables = metrics.flatMap((metric) => of.get(METRICS[metric].id) ?? [])
    return atSlots((slot) => {
      const found = tables.flatMap((table) => table.get(slot) ?? [])
      return found.length === 0 ? NOTHING : found.length === 1 ? (found[0] as MergedParts) : mergedParts(found)
    })
  }
  const labelOutcomes = (metric: MetricName, label: string) => {
    const bySlot = cells.counts.get(METRICS[metric].id)?.get(label)
    return atSlots((slot) => bySlot?.get(slot) ?? [])
  }
  return {
    sum: (metrics) => {
      const key = metrics.join()
      const known = sums.get(key) ?? mergedParts(metrics.flatMap((metric) => [...labelsOf(metric).values()]))
      sums.set(key, known)
      return known
    },
    slots: (metrics) => slotsIn(cells.totals, metrics),
    sumOf: (metrics, label) => mergedParts(metrics.flatMap((metric) => labelsOf(metric).get(label) ?? [])),
    slotsOf: (metrics) => slotsIn(cells.named, metrics),
    byLabel: (metric) => new Map([...labelsOf(metric)].sort(([a], [b]) => (a < b ? -1 : 1))),
    labelCounts: (metric, label) =>
      labelOutcomes(metric, label).map((outcomes) =>
        outcomes === null ? null : outcomes.reduce((sum, count) => sum + count, 0),
      ),
    labelOutcomes,
    dropped: summed(cells.dropped),
    demo: cells.demo,
    any: received.size > 0,
  }
}

function summed(dropped: Cells['dropped']): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const [reason, events] of dropped) sums.set(reason, (sums.get(reason) ?? 0) + events)
  return sums
}
