import { DROP_REASONS, type DropReason } from '../../../contract/dropReasons'

export type DropTuple = [number, number]

/** What was not sent, by reason, until a batch carries the numbers to the cloud. */
export interface Drops {
  add(reason: DropReason, howMany: number): void
  /** drops that an undelivered batch carried */
  addAll(dropped: DropTuple[]): void
  tuples(): DropTuple[]
  clear(): void
  /** by name, since the start */
  totals(): Record<string, number>
}

export function countDrops(): Drops {
  const open = new Map<number, number>()
  const totals: Record<string, number> = {}
  const plus = (code: number, howMany: number) => open.set(code, (open.get(code) ?? 0) + howMany)
  return {
    add(reason, howMany) {
      if (howMany <= 0) return
      plus(DROP_REASONS.indexOf(reason), howMany)
      totals[reason] = (totals[reason] ?? 0) + howMany
    },
    addAll: (dropped) => {
      for (const [code, howMany] of dropped) plus(code, howMany)
    },
    tuples: () => [...open],
    clear: () => open.clear(),
    totals: () => ({ ...totals }),
  }
}
