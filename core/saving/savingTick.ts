import { inParallel, STORES_AT_ONCE } from '../concurrency/inParallel'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { addDays, localTime } from '../time/localTime'
import { DAY_MS, HOUR_MS } from '../time/units'
import { environmentUse, PACE_DAYS } from './environmentUse'
import { monthOf, reckonSaving } from './reckonSaving'

/** It is reckoned anew this often. */
const EVERY_MS = 6 * HOUR_MS
/** The days of so many stores, a month and a week at most, fit into one answer of a thousand documents. */
const STORES_A_CALL = 25

/** Reckons how far the monitor must save, where the owner has told the plan, and notes it when it is new. */
export async function savingTick(
  ports: Pick<Ports, 'directory' | 'rollups' | 'meter'>,
  stores: readonly StoreDocument[],
  nowMs: number,
): Promise<void> {
  const settings = await ports.directory.settings()
  if (!settings?.plan) return
  const { saving } = settings
  if (saving !== undefined && nowMs >= saving.at && nowMs - saving.at < EVERY_MS) return
  const { fromMs, toMs } = monthOf(nowMs)
  const paceMs = nowMs - PACE_DAYS * DAY_MS
  const { usage } = settings
  const [counted, sums] = await Promise.all([
    usage === undefined ? null : ports.meter.read(usage, fromMs, nowMs),
    inParallel(chunksOf(stores), STORES_AT_ONCE, (some) => sumOf(ports, some, { fromMs, paceMs, nowMs })),
  ])
  const environment = environmentUse(counted, fromMs, nowMs)
  const batches = sums.reduce((sum, one) => sum + one.batches, 0)
  const recentBatches = sums.reduce((sum, one) => sum + one.recentBatches, 0)
  const firstMs = Math.min(nowMs, ...stores.map(({ firstSeenAt }) => firstSeenAt ?? nowMs))
  const recentDays = Math.min(PACE_DAYS, (nowMs - firstMs) / DAY_MS)
  const month = { nowMs, fromMs, toMs, batches, recentBatches, recentDays, environment }
  const reckoned = reckonSaving(settings.plan, month, saving)
  await ports.directory.noteSaving(reckoned)
}

const chunksOf = (stores: readonly StoreDocument[]): StoreDocument[][] =>
  Array.from({ length: Math.ceil(stores.length / STORES_A_CALL) }, (_, index) =>
    stores.slice(index * STORES_A_CALL, (index + 1) * STORES_A_CALL),
  )

/** Days are each store's own. */
async function sumOf(
  { rollups }: Pick<Ports, 'rollups'>,
  stores: readonly StoreDocument[],
  { fromMs, paceMs, nowMs }: { fromMs: number; paceMs: number; nowMs: number },
): Promise<{ batches: number; recentBatches: number }> {
  const zoneOf = new Map(stores.map(({ _id, zone }) => [_id, zone]))
  const dayIn = (ms: number) => (zone: string) => localTime(ms, zone).day
  const [from, to] = [[...zoneOf.values()].map(dayIn(Math.min(fromMs, paceMs))), [...zoneOf.values()].map(dayIn(nowMs))]
  const days = await rollups.readDayBatches(
    [...zoneOf.keys()],
    from.sort()[0] as string,
    addDays(to.sort().at(-1) as string, 1),
  )
  let batches = 0
  let recentBatches = 0
  for (const one of days) {
    const zone = zoneOf.get(one.store) as string
    if (one.day > localTime(nowMs, zone).day) continue
    if (one.day >= localTime(fromMs, zone).day) batches += one.batches
    if (one.day > localTime(paceMs, zone).day) recentBatches += one.batches
  }
  return { batches, recentBatches }
}
