import { MergedParts, type Part } from '../../rollup/mergedParts'
import { type RangePlan, slotOf } from '../range/planRange'
import type { Cells } from './measured'

/** Where sources put what they read: events outside the range and of other metrics fall beside it. */
export class CellSink {
  private readonly totals: Cells['totals'] = new Map()
  private readonly labels: Cells['labels'] = new Map()
  private readonly counts: Cells['counts'] = new Map()
  private readonly named: Cells['named'] = new Map()
  private readonly received = new Set<number>()
  readonly dropped: [number, number][] = []
  demo = false

  /** @param metrics ids that are wanted; null: all. @param oneLabel that is also wanted by slot */
  constructor(
    private readonly plan: RangePlan,
    private readonly metrics: ReadonlySet<number> | null,
    private readonly oneLabel?: string,
  ) {}

  wants(metric: number): boolean {
    return this.metrics === null || this.metrics.has(metric)
  }

  /** The slot of the chart; -1 for moments outside the range, and what is put there is left out. */
  slotAt(ms: number): number {
    return slotOf(this.plan, ms)
  }

  /** Something came in then, whatever it was. */
  note(slot: number): void {
    if (slot >= 0) this.received.add(slot)
  }

  total(metric: number, slot: number, part: Part): void {
    this.note(slot)
    if (slot >= 0 && this.wants(metric)) partsAt(within(this.totals, metric), slot).add(part)
  }

  /** One label at one time: its part of the range, and its count in the slot. */
  label(metric: number, label: string, slot: number, part: Part): void {
    if (slot < 0 || !this.wants(metric)) return
    partsAt(within(this.labels, metric), label).add(part)
    addTo(within(within(this.counts, metric), label), slot, part.counts)
    if (label === this.oneLabel) partsAt(within(this.named, metric), slot).add(part)
  }

  /** Everything of an event cell at once, where one cell tells label and time. */
  event(metric: number, label: string, slot: number, part: Part): void {
    this.total(metric, slot, part)
    this.label(metric, label, slot, part)
  }

  cells(): Cells {
    const { totals, labels, counts, named, received, dropped, demo } = this
    return { totals, labels, counts, named, received, dropped, demo }
  }
}

function within<A, B, C>(maps: Map<A, Map<B, C>>, key: A): Map<B, C> {
  const known = maps.get(key)
  if (known !== undefined) return known
  const fresh = new Map<B, C>()
  maps.set(key, fresh)
  return fresh
}

function partsAt<K>(parts: Map<K, MergedParts>, key: K): MergedParts {
  const known = parts.get(key)
  if (known !== undefined) return known
  const fresh = new MergedParts()
  parts.set(key, fresh)
  return fresh
}

function addTo(sums: Map<number, number[]>, slot: number, counts: readonly number[]): void {
  const known = sums.get(slot)
  if (known === undefined) sums.set(slot, [...counts])
  else for (const [outcome, events] of counts.entries()) known[outcome] = (known[outcome] ?? 0) + events
}
