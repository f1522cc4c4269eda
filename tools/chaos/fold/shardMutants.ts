import type { Mutant } from '../mutate'

/** Mistakes that only several shards bring to light. */
export const shardMutants: readonly Mutant[] = [
  {
    name: 'what strayed into a shard is not noted',
    file: 'core/rollup/foldTick.ts',
    find: 'await noteStrays(ports, shard, minute, stores, batches)',
    replace: 'void noteStrays',
  },
  {
    name: 'a store that moves forgets where it was',
    file: 'core/schedule/dealStores.ts',
    find: 'nowMs + MOVING_MS',
    replace: '0 * (nowMs + MOVING_MS)',
  },
  {
    name: 'an hour is final when its own shard is sealed, whatever the others hold',
    file: 'core/rollup/compactTick.ts',
    find: 'Math.min(ownSealedMs, await othersSealed(ports, shards, shard, marks))',
    replace: 'ownSealedMs',
  },
  {
    name: 'an hour is made of its own shard alone',
    file: 'core/rollup/compactTick.ts',
    find: 'filter((home) => home !== shard)',
    replace: 'filter((home) => home !== shard && home === store._id)',
  },
  {
    name: 'a shard is given up when nobody lives in it',
    file: 'core/rollup/shards.ts',
    find: 'untilMs + DRAINED_MS > nowMs',
    replace: 'untilMs + 0 * DRAINED_MS > nowMs',
  },
]
