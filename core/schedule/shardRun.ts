import { type Answer, ok, refuse } from '../../contract/answer'
import type { Ports } from '../ports'
import { runHeartbeat } from '../rollup/heartbeatIds'
import { shardsOf } from '../rollup/shards'
import { MINUTE_MS } from '../time/units'
import type { Rest } from './fanOut'
import { RunMemory } from './runMemory'
import { type MinuteReport, runMinute } from './runMinute'

/** A run may take this long (cloudfunctions/aggregate/config.json); with the next minute's call the lease is free again. */
const LEASE_MS = 55_000
/** Stores and settings of an instance that works for shards. */
const DIRECTORY_AGE_MS = 5 * MINUTE_MS

/** What an instance remembers of the shards that it has worked for. */
export type ShardMemories = Map<string, RunMemory>

export type ShardRun = Rest & ({ worked: 'leased' } | MinuteReport)

/**
 * The minute's run of one shard, called by the timer's run. Only one at a time: who finds the lease taken leaves. The
 * lease only saves work; what makes everything count once is what it is with one shard.
 */
export async function runShard(
  ports: Ports,
  memories: ShardMemories,
  shard: string,
  nowMs: number,
): Promise<Answer<ShardRun>> {
  const memory = memories.get(shard) ?? new RunMemory()
  memories.set(shard, memory)
  if (memory.stores === null || nowMs - memory.stores.atMs >= DIRECTORY_AGE_MS)
    memory.stores = { value: await ports.directory.stores(), atMs: nowMs }
  if (!shardsOf(memory.stores.value, nowMs).includes(shard))
    return refuse('bad_request', `shard: no store is, or lately was, in shard ${shard}`, 'shard')
  if (!(await ports.heartbeats.lease(`aggregate:${shard}`, nowMs, nowMs + LEASE_MS)))
    return ok({ worked: 'leased', restUntilMs: nowMs })
  await recall(ports, memory, shard)
  const report = await runMinute(ports, memory, nowMs, { shard })
  return ok({ ...report, restUntilMs: memory.restUntilMs })
}

/**
 * Another instance may have worked for the shard meanwhile: then what this one remembers is from before, and only stores
 * and settings are kept. The one that worked last goes on with all it knows.
 */
async function recall({ heartbeats }: Ports, memory: RunMemory, shard: string): Promise<void> {
  const id = runHeartbeat('aggregate', shard)
  const run = (await heartbeats.read([id])).get(id)
  if (memory.lastBeatMs !== null && run?.at === memory.lastBeatMs) {
    // cursors of other shards are others'
    const own = memory.ownMarks
    for (const mark of [...memory.marks.keys()]) if (!own.has(mark)) memory.marks.delete(mark)
    return
  }
  const { settings, stores } = memory
  memory.forget()
  Object.assign(memory, { settings, stores })
}
