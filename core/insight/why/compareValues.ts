import type { Merged } from '../../evidence'
import type { Cell, ChangeKind, Tally } from '../causes/cells'

/** By label, of each value what it did in a window. */
export type Values = Map<string, Map<string, Merged>>

/** A duration beyond the quantile is beyond its bucket too. */
const SKETCH_ERROR = 1.04
const NOTHING: Tally = { count: 0, hits: 0 }

/** @param threshold of durations: those beyond it are hits */
export const tallyIn =
  (kind: ChangeKind, threshold: number) =>
  (merged: Merged): Tally => {
    if (kind === 'ratio') return { count: merged.ok + merged.failed, hits: merged.failed }
    if (kind === 'count' || merged.sketch === null) return { count: merged.total, hits: 0 }
    return { count: merged.sketch.count, hits: merged.sketch.count - merged.sketch.countUpTo(threshold * SKETCH_ERROR) }
  }

/**
 * Labels that are known on both sides; a value that is missing on one did nothing there.
 * @param stretch factor on what was before
 */
export function cellsBetween(before: Values, now: Values, tally: (merged: Merged) => Tally, stretch: number): Cell[] {
  return [...before].flatMap(([label, was]) => {
    const is = now.get(label)
    if (is === undefined) return []
    return [...new Set([...was.keys(), ...is.keys()])].map((value): Cell => {
      const [first, second] = [was.get(value), is.get(value)]
      const { count, hits } = first === undefined ? NOTHING : tally(first)
      return {
        label,
        value,
        before: { count: count * stretch, hits: hits * stretch },
        now: second === undefined ? NOTHING : tally(second),
      }
    })
  })
}
