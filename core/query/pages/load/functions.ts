import type { FunctionRow, SlowQueries } from '../../../../contract/pages/load'
import type { Merged } from '../../../evidence'
import type { CloudUsage } from '../../../ports/meter'
import { apiName } from '../../../slo/apiSettings'
import { quantileOf } from '../figures'
import type { PageSource } from '../pageSource'
import { OWN_FUNCTIONS } from './usage'

/** WeChat's console calls a query slow from here on. */
const SLOW_MS = 500
const P95 = quantileOf(0.95)

/**
 * Every function that ran: from the inside where it is watched, else as phones saw it; Kandian's own by the cloud's count.
 * A label is function and action; starts and memory are the function's.
 */
export function functionRows({ measured, settings }: PageSource, usage: CloudUsage | null): FunctionRow[] {
  const inside = measured.byLabel('handler')
  const watched = new Set([...inside.keys()].map(functionOf))
  const outside = [...measured.byLabel('call')].filter(([label]) => !watched.has(functionOf(label)))
  const starts = measured.byLabel('coldStart')
  const memory = measured.byLabel('instanceMemory')
  const limits = new Map((usage?.functions ?? []).map(({ name, memoryMb }) => [name, memoryMb]))
  const rows = [...inside, ...outside].map(([label, merged]): FunctionRow => {
    const cold = starts.get(functionOf(label))
    return {
      ...{ label, name: apiName(settings, label), own: OWN_FUNCTIONS.has(functionOf(label)) },
      ...{ count: merged.total, failed: merged.failed, p50Ms: quantileOf(0.5)(merged), p95Ms: P95(merged) },
      coldStarts: cold?.total ?? 0,
      coldStartMs: cold?.sketch?.mean ?? null,
      memoryMb: memory.get(functionOf(label))?.sketch?.max ?? null,
      memoryLimitMb: limits.get(functionOf(label)) ?? null,
      watched: inside.has(label),
    }
  })
  const known = new Set(rows.map(({ label }) => functionOf(label)))
  const counted = (usage?.functions ?? []).filter(({ name }) => !known.has(name))
  const own = counted.map(
    ({ name, calls, memoryMb }): FunctionRow => ({
      ...COUNTED_ONLY,
      ...{ label: name, own: OWN_FUNCTIONS.has(name), count: calls, memoryLimitMb: memoryMb },
    }),
  )
  return [...rows, ...own].sort(
    (a, b) =>
      Number(a.own) - Number(b.own) ||
      (b.p95Ms ?? 0) - (a.p95Ms ?? 0) ||
      b.count - a.count ||
      (a.label < b.label ? -1 : 1),
  )
}

const COUNTED_ONLY = {
  ...{ name: null, failed: 0, p50Ms: null, p95Ms: null, coldStarts: 0, coldStartMs: null, memoryMb: null },
  watched: false,
}

export const functionOf = (label: string): string => label.split('.')[0] as string

/** How many ran at the same time at the busiest slot: arrivals times duration (Little's law), averaged over the slot. */
export function concurrencyMost({ measured, plan }: PageSource, metric: 'handler' | 'call'): number | null {
  const loads = measured.slots([metric]).flatMap((merged) => {
    if (merged?.sketch == null) return []
    return [(merged.total * merged.sketch.mean) / plan.stepMs]
  })
  return loads.length === 0 ? null : Math.max(1, Math.ceil(Math.max(...loads)))
}

export function coldStartsOf({ measured }: PageSource): { count: number; share: number | null; meanMs: number | null } {
  const starts = measured.sum(['coldStart'])
  const runs = measured.sum(['handler']).total
  return { count: starts.total, share: runs === 0 ? null : starts.total / runs, meanMs: starts.sketch?.mean ?? null }
}

/** Calls of the database that took long, by collection and operation. */
export function slowQueries({ measured }: PageSource): SlowQueries {
  const rows = [...measured.byLabel('query')].flatMap(([label, merged]) => {
    const slow = slowOf(merged)
    return merged.sketch === null || slow === 0
      ? []
      : [{ label, count: merged.total, slow, maxMs: merged.sketch.max, p95Ms: P95(merged) ?? 0 }]
  })
  rows.sort((a, b) => b.maxMs - a.maxMs || (a.label < b.label ? -1 : 1))
  return { limitMs: SLOW_MS, count: rows.reduce((sum, { slow }) => sum + slow, 0), rows }
}

/** Sampled durations stand for all. */
function slowOf({ sketch, total }: Merged): number {
  if (sketch === null || sketch.count === 0) return 0
  return Math.round(total * (1 - sketch.countUpTo(SLOW_MS) / sketch.count))
}
