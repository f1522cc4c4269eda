/** Cursors of the timed work, kept as heartbeats (documents.ts). */
export const foldHeartbeat = (shard: string): string => `fold:${shard}`
export const sealHeartbeat = (shard: string): string => `seal:${shard}`
/** Hours and days below it are final. */
export const tiersHeartbeat = (shard: string): string => `tiers:${shard}`
export const ordersHeartbeat = (store: string): string => `orders:${store}`
export const runHeartbeat = (job: 'aggregate' | 'compact' | 'watchdog'): string => `run:${job}`
