import type { OrderHourDocument } from '../core/documents'
import type { Ports } from '../core/ports'
import type { DayDocument } from '../core/rollup/tiers'
import { hourOf } from '../core/time/units'

/** Earlier days and weeks hardly change: a warm instance reads them again after this. */
const HISTORY_MS = 600_000
/** Orders younger than this may still be paid, refunded or delivered. */
const SETTLED_HOURS = 48

/** Ports for pages: what lies days back is kept in the instance, so that a refresh reads only today. */
export function cachedReads(ports: Ports, now: () => number): Ports {
  const days = new Map<string, { atMs: number; value: Promise<DayDocument[]> }>()
  const hours = new Map<string, { atMs: number; found: OrderHourDocument | null }>()
  const isFresh = (atMs: number) => now() - atMs >= 0 && now() - atMs < HISTORY_MS
  return {
    ...ports,
    rollups: {
      ...ports.rollups,
      readDays: (store, from, to) => {
        const key = `${store}:${from}:${to}`
        const kept = days.get(key)
        if (kept !== undefined && isFresh(kept.atMs)) return kept.value
        const value = ports.rollups.readDays(store, from, to)
        days.clear()
        days.set(key, { atMs: now(), value })
        value.catch(() => days.delete(key))
        return value
      },
    },
    orders: {
      ...ports.orders,
      readHours: async (store, wanted) => {
        for (const [key, { atMs }] of hours) if (!isFresh(atMs)) hours.delete(key)
        const kept = new Map(wanted.map((hour) => [hour, hours.get(`${store}:${hour}`)]))
        const asked = wanted.filter((hour) => kept.get(hour) === undefined)
        const read = new Map((await ports.orders.readHours(store, asked)).map((found) => [found.hour, found]))
        const settled = hourOf(now()) - SETTLED_HOURS
        for (const hour of asked)
          if (hour < settled) hours.set(`${store}:${hour}`, { atMs: now(), found: read.get(hour) ?? null })
        return wanted.flatMap((hour) => read.get(hour) ?? kept.get(hour)?.found ?? [])
      },
    },
  }
}
