import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { shardCount, shardFor } from '../rollup/shards'
import { HOUR_MS } from '../time/units'

/**
 * So long after a move batches may still be written to the old shard without a further note: who writes knows the stores
 * as they were some time ago. Whoever is later is found by the fold (foldTick.ts), so nothing depends on this.
 */
const MOVING_MS = 3 * HOUR_MS

/**
 * Deals the stores out to as many shards as the settings ask for. Nothing is copied: what is in the old shard stays there
 * and is read from there (core/rollup/shards.ts). Done twice, or by two at once, it is the same.
 * @returns how many stores moved
 */
export async function dealStores(
  { directory }: Pick<Ports, 'directory'>,
  stores: readonly StoreDocument[],
  shards: number,
  nowMs: number,
): Promise<number> {
  const moves = stores.flatMap(({ _id, shard }) => {
    const to = shardFor(_id, shardCount(shards))
    return to === shard ? [] : [{ store: _id, from: shard, to }]
  })
  for (const { store, from, to } of moves) await directory.moveStore(store, from, to, nowMs + MOVING_MS)
  return moves.length
}
