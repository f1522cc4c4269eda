/** Cursors of the timed work, kept as heartbeats (documents.ts). */
export const foldHeartbeat = (shard: string): string => `fold:${shard}`
export const sealHeartbeat = (shard: string): string => `seal:${shard}`
/** Hours and days below it are final. */
export const tiersHeartbeat = (shard: string): string => `tiers:${shard}`
/** Up to here everything is sealed and final; its `at` is when that was last looked at. @param shard absent: all of it */
export const restHeartbeat = (shard?: string): string => ofShard('rest', shard)
/** When old documents were last deleted. */
export const removedHeartbeat = (shard: string): string => `removed:${shard}`
export const ordersHeartbeat = (store: string): string => `orders:${store}`
/** Up to when a store's orders are written down, epoch ms; null: nobody wrote that down yet. @param beats with its own */
export const ordersThrough = (beats: ReadonlyMap<string, { through: number }>, store: string): number | null =>
  beats.get(ordersHeartbeat(store))?.through ?? null
/** What is usual of a store is learnt and written down up to here. */
export const baselineHeartbeat = (store: string): string => `baseline:${store}`
/** How far orders are read again after their mapping was changed at that time, epoch ms. */
export const rereadHeartbeat = (changedAt: number, shard?: string): string => ofShard(`reread:${changedAt}`, shard)
/** What phones saw of orders is written down from the minutes below it. */
export const sightsHeartbeat = (store: string): string => `sights:${store}`
/** When the last batch or order came in. */
export const seenHeartbeat = 'seen'
/** When error groups were last written. */
export const issuesHeartbeat = 'issues'
/** When an alert or incident was last anything but at rest. */
export const upHeartbeat = 'up'
/** @param shard absent: the job as a whole; of several shards, as far as the last of them has come */
export const runHeartbeat = (job: 'aggregate' | 'compact' | 'watchdog', shard?: string): string =>
  ofShard(`run:${job}`, shard)

const ofShard = (id: string, shard: string | undefined): string => (shard === undefined ? id : `${id}:${shard}`)
