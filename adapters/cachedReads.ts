import type { Ports } from '../core/ports'
import type { DayDocument } from '../core/rollup/tiers'

/** Earlier days hardly change: a warm instance reads them again after this. */
const HISTORY_MS = 600_000

/** Ports for pages: what lies days back is kept in the instance. */
export function cachedReads(ports: Ports, now: () => number): Ports {
  const days = new Map<string, { atMs: number; value: Promise<DayDocument[]> }>()
  const isFresh = (atMs: number) => now() - atMs >= 0 && now() - atMs < HISTORY_MS
  return {
    ...ports,
    rollups: {
      ...ports.rollups,
      readDays: (store, from, to, more) => {
        const key = `${store}:${from}:${to}:${more ?? ''}`
        const kept = days.get(key)
        if (kept !== undefined && isFresh(kept.atMs)) return kept.value
        const value = ports.rollups.readDays(store, from, to, more)
        days.clear()
        days.set(key, { atMs: now(), value })
        value.catch(() => days.delete(key))
        return value
      },
    },
  }
}
