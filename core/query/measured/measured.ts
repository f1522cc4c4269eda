import { METRICS, type MetricName } from '../../../contract/metrics'
import type { Merged } from '../../evidence'
import { mergedOf } from '../../rollup/readEvidence'
import type { Cell } from '../../rollup/seriesTable'

/**
 * What was measured of a store in a range, whichever tier it lies in. A cell of `totals` is a metric over all labels in
 * one slot of the chart, one of `labels` a label over the whole range; `counts` have a label and a slot, but neither
 * sketch nor users.
 */
export interface Cells {
  totals: readonly Cell[]
  labels: readonly Cell[]
  counts: readonly Cell[]
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
  slots(metrics: readonly MetricName[]): (Merged | null)[]
  byLabel(metric: MetricName): Map<string, Merged>
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

/** @param slots of the chart */
export function measuredOf(cells: Cells, slots: number): Measured {
  const totals = grouped(cells.totals)
  const labels = grouped(cells.labels)
  const counts = grouped(cells.counts)
  const { received } = cells
  const of = (groups: ReadonlyMap<number, Cell[]>, metrics: readonly MetricName[]) =>
    metrics.flatMap((metric) => groups.get(METRICS[metric].id) ?? [])
  const labelOutcomes = (metric: MetricName, label: string) => {
    const bySlot = new Map(
      of(counts, [metric])
        .filter((cell) => cell.label === label)
        .map((cell) => [cell.slot, cell.counts]),
    )
    return Array.from({ length: slots }, (_, slot) => (received.has(slot) ? (bySlot.get(slot) ?? []) : null))
  }
  return {
    sum: (metrics) => mergedOf(of(labels, metrics)),
    slots: (metrics) => {
      const bySlot = new Map<number, Cell[]>()
      for (const cell of of(totals, metrics)) bySlot.set(cell.slot, [...(bySlot.get(cell.slot) ?? []), cell])
      return Array.from({ length: slots }, (_, slot) => (received.has(slot) ? mergedOf(bySlot.get(slot) ?? []) : null))
    },
    byLabel: (metric) => {
      const byLabel = new Map<string, Cell[]>()
      for (const cell of of(labels, [metric])) byLabel.set(cell.label, [...(byLabel.get(cell.label) ?? []), cell])
      return new Map([...byLabel].map(([label, own]) => [label, mergedOf(own)]))
    },
    labelCounts: (metric, label) =>
      labelOutcomes(metric, label).map((outcomes) => (outcomes === null ? null : sumOf(outcomes))),
    labelOutcomes,
    dropped: summed(cells.dropped),
    demo: cells.demo,
    any: received.size > 0,
  }
}

const sumOf = (counts: readonly number[]): number => counts.reduce((sum, count) => sum + count, 0)

function grouped(cells: readonly Cell[]): ReadonlyMap<number, Cell[]> {
  const groups = new Map<number, Cell[]>()
  for (const cell of cells) {
    const group = groups.get(cell.metric)
    if (group === undefined) groups.set(cell.metric, [cell])
    else group.push(cell)
  }
  return groups
}

function summed(dropped: Cells['dropped']): ReadonlyMap<number, number> {
  const sums = new Map<number, number>()
  for (const [reason, events] of dropped) sums.set(reason, (sums.get(reason) ?? 0) + events)
  return sums
}
