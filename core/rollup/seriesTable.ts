import { OUTCOMES } from '../../contract/outcomes'
import { Sketch } from '../../contract/sketch/sketch'

/**
 * Distinct users kept of one series: the lowest hashes. Keeping the lowest of unions gives the same users in any
 * order, and a gate of at most 50 users (contract/schemas/rule.ts) stays exact.
 */
export const USERS_KEPT = 100

/** One series at one time slot. What a slot is, the tier says. */
export interface Cell {
  metric: number
  label: string
  slot: number
  /** by outcome index */
  counts: number[]
  sketch: Sketch | null
  failedUsers: Set<string>
  users: Set<string>
}

/** More than any slot, be it an epoch minute; late ones are negative. */
const SLOT_RANGE = 2 ** 32

/** Cells by metric, label and slot, in the making. */
export class SeriesTable {
  private readonly labels = new Map<string, Map<number, Cell>>()

  at(metric: number, label: string, slot: number): Cell {
    const own = this.cellsOf(label)
    const key = metric * SLOT_RANGE + slot
    const known = own.get(key)
    if (known !== undefined) return known
    const cell = emptyCell(metric, label, slot)
    own.set(key, cell)
    return cell
  }

  /** In the one canonical order: metric, label by code unit, slot. */
  sorted(): Cell[] {
    return [...this.labels.values()].flatMap((own) => [...own.values()]).sort(compareCells)
  }

  private cellsOf(label: string): Map<number, Cell> {
    const known = this.labels.get(label)
    if (known !== undefined) return known
    const own = new Map<number, Cell>()
    this.labels.set(label, own)
    return own
  }
}

export const emptyCell = (metric: number, label: string, slot: number): Cell => ({
  metric,
  label,
  slot,
  counts: new Array<number>(OUTCOMES.length).fill(0),
  sketch: null,
  failedUsers: new Set(),
  users: new Set(),
})

/** Adds the measurements of `source` to `target`, whatever series and slot it is of. */
export function addToCell(target: Cell, source: Cell): void {
  for (const [outcome, events] of source.counts.entries()) addCount(target, outcome, events)
  if (source.sketch !== null) sketchOf(target).merge(source.sketch)
  for (const user of source.failedUsers) target.failedUsers.add(user)
  for (const user of source.users) target.users.add(user)
}

export function addCount(cell: Cell, outcome: number, events: number): void {
  cell.counts[outcome] = (cell.counts[outcome] ?? 0) + events
}

export function sketchOf(cell: Cell): Sketch {
  cell.sketch ??= new Sketch()
  return cell.sketch
}

export const cellEvents = (cell: Cell): number => cell.counts.reduce((sum, events) => sum + events, 0)

export const compareCells = (a: Cell, b: Cell): number =>
  a.metric - b.metric || compareText(a.label, b.label) || a.slot - b.slot

/** By code unit: the same everywhere, unlike localeCompare. */
export const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

/** Most rows have met one. */
export const keptUsers = (users: ReadonlySet<string>): string[] =>
  users.size < 2 ? [...users] : [...users].sort(compareText).slice(0, USERS_KEPT)
