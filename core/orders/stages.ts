import type { Stage } from '../../contract/pages/transactions'
import type { OrderFact } from '../documents/orderHour'
import { MINUTE_MS } from '../time/units'

/** A step on an order's way through the shop: from one time to the next. */
export type StageName = 'accept' | 'prep' | 'delivery'
type Ends = (fact: OrderFact) => [from: number | null, to: number | null]

const ENDS: Record<StageName, Ends> = {
  accept: ({ paidAt, acceptedAt }) => [paidAt, acceptedAt],
  prep: ({ acceptedAt, readyAt }) => [acceptedAt, readyAt ?? null],
  delivery: ({ readyAt, doneAt }) => [readyAt ?? null, doneAt],
}

/** What customers are promised where the shop has not said otherwise. */
export const PROMISED_MS: Record<StageName, number> = {
  accept: 3 * MINUTE_MS,
  prep: 20 * MINUTE_MS,
  delivery: 40 * MINUTE_MS,
}

/** How long a stage took; null where it is not over, or its times contradict each other. */
export function stageMs(fact: OrderFact, stage: StageName): number | null {
  const [from, to] = ENDS[stage](fact)
  return from === null || to === null || to < from ? null : to - from
}

/** Exact: every order is known. @param before the same of an earlier time */
export function stageOf(facts: readonly OrderFact[], before: readonly OrderFact[], stage: StageName): Stage | null {
  const times = timesOf(facts, stage)
  if (times.length === 0) return null
  const earlier = timesOf(before, stage)
  const at = (q: number): number => times[Math.max(0, Math.ceil(q * times.length) - 1)] as number
  const promisedMs = PROMISED_MS[stage]
  return {
    count: times.length,
    meanMs: mean(times),
    p50Ms: at(0.5),
    p90Ms: at(0.9),
    p95Ms: at(0.95),
    maxMs: at(1),
    beforeMeanMs: earlier.length === 0 ? null : mean(earlier),
    overdue: times.filter((ms) => ms > promisedMs).length,
    promisedMs,
  }
}

const timesOf = (facts: readonly OrderFact[], stage: StageName): number[] =>
  facts.flatMap((fact) => stageMs(fact, stage) ?? []).sort((a, b) => a - b)

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length
