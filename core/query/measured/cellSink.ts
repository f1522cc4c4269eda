import { addToCell, type Cell, emptyCell, SeriesTable } from '../../rollup/seriesTable'
import { type RangePlan, slotOf } from '../range/planRange'
import type { Cells } from './measured'

/** Where sources put what they read: events outside the range and of other metrics fall beside it. */
export class CellSink {
  private readonly totals = new SeriesTable()
  private readonly labels = new SeriesTable()
  private readonly counts = new SeriesTable()
  private readonly received = new Set<number>()
  readonly dropped: [number, number][] = []
  demo = false

  /** @param metrics ids that are wanted; null: all */
  constructor(
    private readonly plan: RangePlan,
    private readonly metrics: ReadonlySet<number> | null,
  ) {}

  wants(metric: number): boolean {
    return this.metrics === null || this.metrics.has(metric)
  }

  /** @param atMs when; outside the range it is left out */
  total(metric: number, atMs: number, cell: Cell): void {
    const slot = slotOf(this.plan, atMs)
    if (slot < 0) return
    this.received.add(slot)
    if (this.wants(metric)) addToCell(this.totals.at(metric, '', slot), cell)
  }

  /** One label at one time: its part of the range, and its count in the slot. */
  label(cell: Cell, atMs: number): void {
    const slot = slotOf(this.plan, atMs)
    if (slot < 0 || !this.wants(cell.metric)) return
    addToCell(this.labels.at(cell.metric, cell.label, 0), cell)
    this.count(cell, slot)
  }

  /** Everything of an event cell at once, where one cell tells label and time. */
  event(cell: Cell, atMs: number): void {
    this.total(cell.metric, atMs, cell)
    this.label(cell, atMs)
  }

  cells(): Cells {
    const { received, dropped, demo } = this
    const sorted = (table: SeriesTable) => table.sorted()
    return {
      totals: sorted(this.totals),
      labels: sorted(this.labels),
      counts: sorted(this.counts),
      received,
      dropped,
      demo,
    }
  }

  private count(cell: Cell, slot: number): void {
    const { counts } = this.counts.at(cell.metric, cell.label, slot)
    for (const [outcome, events] of cell.counts.entries()) counts[outcome] = (counts[outcome] ?? 0) + events
  }
}

export const countsCell = (metric: number, label: string, slot: number, counts: readonly number[]): Cell => {
  const cell = emptyCell(metric, label, slot)
  for (const [outcome, events] of counts.entries()) cell.counts[outcome] = events
  return cell
}
