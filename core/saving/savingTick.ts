import { inParallel, STORES_AT_ONCE } from '../concurrency/inParallel'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { addDays, dayStart, localTime } from '../time/localTime'
import { DAY_MS, HOUR_MS, hourOf } from '../time/units'
import { environmentUse, PACE_DAYS } from './environmentUse'
import { monthOf, reckonSaving } from './reckonSaving'

/** It is reckoned anew this often. */
const EVERY_MS = 6 * HOUR_MS
/** The days of so many stores, a month and a week and a day at most, fit into one answer of a thousand documents. */
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
  const { fromMs, toMs } = monthOf(nowMs)
  const isOfThisMonth = saving !== undefined && nowMs >= saving.at && saving.at >= fromMs
  if (isOfThisMonth && nowMs - saving.at < EVERY_MS) return
  const paceMs = nowMs - PACE_DAYS * DAY_MS
  const { usage } = settings
  const [counted, sums] = await Promise.all([
    usage === undefined ? null : ports.meter.read(usage, fromMs, nowMs),
    inParallel(chunksOf(stores), STORES_AT_ONCE, (some) => sumOf(ports, some, { fromMs, paceMs, nowMs })),
  ])
  const environment = environmentUse(counted, fromMs, nowMs)
  const batches = sums.reduce((sum, one) => sum + one.batches, 0)
  const perDay = sums.reduce((sum, one) => sum + one.perDay, 0)
  const month = { nowMs, fromMs, toMs, batches, perDay, environment }
  const reckoned = reckonSaving(settings.plan, month, saving)
  await ports.directory.noteSaving(reckoned)
}

const chunksOf = (stores: readonly StoreDocument[]): StoreDocument[][] =>
  Array.from({ length: Math.ceil(stores.length / STORES_A_CALL) }, (_, index) =>
    stores.slice(index * STORES_A_CALL, (index + 1) * STORES_A_CALL),
  )

/**
 * Days are each store's own. The pace is that of its last whole days and of today so far, over the time that these took:
 * from the first measurement on where that is later, and up to the last whole hour, which is all that a day has yet.
 */
async function sumOf(
  { rollups }: Pick<Ports, 'rollups'>,
  stores: readonly StoreDocument[],
  { fromMs, paceMs, nowMs }: { fromMs: number; paceMs: number; nowMs: number },
): Promise<{ batches: number; perDay: number }> {
  const dayIn = (ms: number) => (store: StoreDocument) => localTime(ms, store.zone).day
  const [from, to] = [stores.map(dayIn(Math.min(fromMs, paceMs))), stores.map(dayIn(nowMs))]
  const days = await rollups.readDayBatches(
    stores.map(({ _id }) => _id),
    from.sort()[0] as string,
    addDays(to.sort().at(-1) as string, 1),
  )
  const sums = stores.map((store) => {
    const [monthDay, paceDay, today] = [fromMs, paceMs, nowMs].map((ms) => dayIn(ms)(store)) as [string, string, string]
    const since = (first: string): number =>
      days
        .filter(({ store: id, day }) => id === store._id && day >= first && day <= today)
        .reduce((sum, { batches }) => sum + batches, 0)
    const paceFromMs = Math.max(dayStart(paceDay, store.zone), store.firstSeenAt ?? 0)
    const coveredDays = (hourOf(nowMs) * HOUR_MS - paceFromMs) / DAY_MS
    return { batches: since(monthDay), perDay: since(paceDay) / Math.max(1, coveredDays) }
  })
  return {
    batches: sums.reduce((sum, { batches }) => sum + batches, 0),
    perDay: sums.reduce((sum, { perDay }) => sum + perDay, 0),
  }
}
