import { inParallel } from '../concurrency/inParallel'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { addDays, localTime } from '../time/localTime'
import { DAY_MS, hourOf, minuteOf } from '../time/units'

/** How long each tier is kept (DESIGN §4). */
export const KEPT_DAYS = { batches: 2, minutes: 7, hours: 45, days: 396 } as const

export type Retention = Record<keyof typeof KEPT_DAYS, number>

/** Deletes what is over its time. Batches and minutes go only when sealed: by then all of them is counted. */
export async function removeOld(
  ports: Pick<Ports, 'batches' | 'minutes' | 'rollups'>,
  shard: string,
  stores: readonly StoreDocument[],
  nowMs: number,
  sealedThroughMs: number,
  atOnce: number,
): Promise<Retention> {
  const before = (tier: keyof typeof KEPT_DAYS) => Math.min(sealedThroughMs, nowMs - KEPT_DAYS[tier] * DAY_MS)
  const removed: Retention = {
    batches: await ports.batches.removeReceivedBefore(shard, before('batches')),
    minutes: await ports.minutes.removeSealedBefore(shard, minuteOf(before('minutes'))),
    hours: 0,
    days: 0,
  }
  const own = await inParallel(stores, atOnce, async ({ _id, zone }) => ({
    hours: await ports.rollups.removeHoursBefore(_id, hourOf(before('hours'))),
    days: await ports.rollups.removeDaysBefore(_id, addDays(localTime(nowMs, zone).day, -KEPT_DAYS.days)),
  }))
  for (const { hours, days } of own) {
    removed.hours += hours
    removed.days += days
  }
  return removed
}
