import type { OrderFact } from '../documents/orderHour'
import { mean, stageMs } from './stages'

/** How many orders were being cooked when one was accepted, from … to; the last bin is open. */
const LOAD_BINS: readonly (readonly [from: number, to: number | null])[] = [
  [0, 5],
  [6, 10],
  [11, 15],
  [16, null],
]

/** An order's preparation and what was on the stove when it began. */
export interface Cooked {
  load: number
  ms: number
}

/** @param facts all of a stretch of time, so that what was on the stove is among them */
export function cookedOf(facts: readonly OrderFact[]): Cooked[] {
  const starts = facts.flatMap(({ acceptedAt }) => acceptedAt ?? []).sort((a, b) => a - b)
  const ends = facts.flatMap((fact) => endOf(fact) ?? []).sort((a, b) => a - b)
  return facts.flatMap((fact) => {
    const ms = stageMs(fact, 'prep')
    if (ms === null || fact.acceptedAt === null) return []
    // itself is among those that began
    return [{ load: below(starts, fact.acceptedAt) - below(ends, fact.acceptedAt - 1) - 1, ms }]
  })
}

/** What leaves the stove: ready, or given up. */
const endOf = ({ acceptedAt, readyAt, doneAt, cancelledAt, refundedAt }: OrderFact): number | null =>
  acceptedAt === null ? null : (readyAt ?? doneAt ?? cancelledAt ?? refundedAt)

/** How many of a sorted list are ≤ value. */
function below(sorted: readonly number[], value: number): number {
  let low = 0
  let high = sorted.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sorted[middle] as number) <= value) low = middle + 1
    else high = middle
  }
  return low
}

const binOf = (load: number): number => LOAD_BINS.findIndex(([from, to]) => load >= from && (to === null || load <= to))

export function byLoad(
  cooked: readonly Cooked[],
): { from: number; to: number | null; orders: number; meanMs: number }[] {
  return LOAD_BINS.flatMap(([from, to], index) => {
    const own = cooked.filter(({ load }) => binOf(load) === index)
    return own.length === 0 ? [] : [{ from, to, orders: own.length, meanMs: mean(own.map(({ ms }) => ms)) }]
  })
}

/** Slower or faster by less is as always. */
const SAME = 0.1
const FEWEST = 10

export type KitchenCause = 'usual' | 'kitchenFull' | 'kitchenSlow' | 'unknown'

/**
 * Why preparation takes as long as it does: what the same load took in earlier weeks is what it should take. Slower than
 * usual with as much on the stove as explains it is a full kitchen; slower than the load explains is a slow one.
 */
export function kitchenCause(now: readonly Cooked[], before: readonly Cooked[]): KitchenCause {
  if (now.length < FEWEST || before.length < FEWEST) return 'unknown'
  const usual = mean(before.map(({ ms }) => ms))
  const actual = mean(now.map(({ ms }) => ms))
  if (actual <= usual * (1 + SAME)) return 'usual'
  const known = byLoad(before)
  const expected = mean(now.map(({ load }) => known.findLast(({ from }) => load >= from)?.meanMs ?? usual))
  return actual <= expected * (1 + SAME) ? 'kitchenFull' : 'kitchenSlow'
}
