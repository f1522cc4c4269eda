import type { StoreDocument } from '../documents'
import type { Ports } from '../ports'
import { addDays, localTime } from '../time/localTime'
import { DAY_MS, HOUR_MS } from '../time/units'
import { monthOf, reckonSaving } from './reckonSaving'

/** Days whose pace is taken for what will come. */
const PACE_DAYS = 7
/** It is reckoned anew this often; a call for each store. */
const EVERY_MS = 6 * HOUR_MS

/** Reckons how far the monitor must save, where the owner has told the plan, and notes it when it is new. */
export async function savingTick(
  ports: Pick<Ports, 'directory' | 'rollups'>,
  stores: readonly StoreDocument[],
  nowMs: number,
): Promise<void> {
  const settings = await ports.directory.settings()
  if (!settings?.plan) return
  const { saving } = settings
  if (saving !== undefined && nowMs >= saving.at && nowMs - saving.at < EVERY_MS) return
  const { fromMs, toMs } = monthOf(nowMs)
  const paceMs = nowMs - PACE_DAYS * DAY_MS
  let batches = 0
  let recentBatches = 0
  for (const { _id, zone } of stores) {
    const day = (ms: number) => localTime(ms, zone).day
    const days = await ports.rollups.readDays(_id, day(Math.min(fromMs, paceMs)), addDays(day(nowMs), 1))
    for (const one of days) {
      if (one.day >= day(fromMs)) batches += one.batches
      if (one.day > day(paceMs)) recentBatches += one.batches
    }
  }
  const firstMs = Math.min(nowMs, ...stores.map(({ firstSeenAt }) => firstSeenAt ?? nowMs))
  const recentDays = Math.min(PACE_DAYS, (nowMs - firstMs) / DAY_MS)
  const reckoned = reckonSaving(settings.plan, { nowMs, fromMs, toMs, batches, recentBatches, recentDays }, saving)
  await ports.directory.noteSaving(reckoned)
}
