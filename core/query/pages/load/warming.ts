import type { Warming } from '../../../../contract/pages/load'
import type { CloudUsage } from '../../../ports/meter'
import { planWarming, type WatchedFunction } from '../../../warming/planWarming'
import { rushesOf } from '../../../warming/rushes'
import type { PageSource } from '../pageSource'
import { functionOf } from './functions'
import { OWN_FUNCTIONS } from './usage'

/** What keeping the shop's watched functions warm before a rush would cost and give; null where that cannot be told. */
export function warmingOf(source: PageSource, usage: CloudUsage | null): Warming | null {
  const { outlook, settings, store, nowMs } = source
  const watched = watchedFunctions(source, usage)
  if (outlook === null || watched.length === 0) return null
  const on = settings.warming != null && settings.warming.functions.length > 0
  return { on, ...planWarming(watched, rushesOf(outlook, store, nowMs), nowMs) }
}

/** The shop's own, busiest first. */
function watchedFunctions({ measured }: PageSource, usage: CloudUsage | null): WatchedFunction[] {
  const visits = measured.sum(['session']).total
  const found = new Map<string, { runs: number; ms: number; samples: number }>()
  for (const [label, { total, sketch }] of measured.byLabel('handler')) {
    const known = found.get(functionOf(label)) ?? { runs: 0, ms: 0, samples: 0 }
    found.set(functionOf(label), {
      runs: known.runs + total,
      ms: known.ms + (sketch?.mean ?? 0) * (sketch?.count ?? 0),
      samples: known.samples + (sketch?.count ?? 0),
    })
  }
  const starts = measured.byLabel('coldStart')
  const memory = new Map((usage?.functions ?? []).map(({ name, memoryMb }) => [name, memoryMb]))
  return [...found]
    .filter(([name]) => !OWN_FUNCTIONS.has(name))
    .sort(([, a], [, b]) => b.runs - a.runs)
    .map(([name, { runs, ms, samples }]) => ({
      ...{ name, perVisit: runs / Math.max(1, visits), meanMs: samples === 0 ? 0 : ms / samples },
      ...{ coldStartMs: starts.get(name)?.sketch?.mean ?? null, memoryMb: memory.get(name) ?? null },
    }))
}
