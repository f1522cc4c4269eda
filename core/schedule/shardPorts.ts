import type { Ports } from '../ports'
import { rememberingPorts } from './rememberingPorts'
import type { RunMemory } from './runMemory'

/** The ports of one shard's run: cursors and boards go into the shard's own document, and only its stores' incidents are told. */
export const shardPorts = (ports: Ports, memory: RunMemory, nowMs: number, shard: string): Ports => {
  const own = rememberingPorts(
    {
      ...ports,
      heartbeats: {
        ...ports.heartbeats,
        beat: (_id, at, through) => ports.heartbeats.beatAll([{ _id, at, through }], [], shard),
        beatAll: (beats, boards, _, sales) => ports.heartbeats.beatAll(beats, boards, shard, sales),
      },
    },
    memory,
    nowMs,
  )
  return {
    ...own,
    incidents: {
      ...own.incidents,
      readActive: async () => {
        const [active, stores] = await Promise.all([own.incidents.readActive(), own.directory.stores()])
        const mine = new Set(stores.filter((store) => store.shard === shard).map(({ _id }) => _id))
        return active.filter(({ store }) => mine.has(store))
      },
    },
  }
}
