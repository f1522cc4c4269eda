import { createPorts } from '../../adapters/createPorts'
import { handedShard, timedFunction } from '../../adapters/handlers'
import { handOver } from '../../adapters/handOver'
import { ok } from '../../contract/answer'
import { compactTick } from '../../core/rollup/compactTick'

const ports = createPorts({ handOver })

/**
 * Each hour: seals minutes, makes hours and days, deletes what is over its time. Where there are several shards it calls
 * itself once for each.
 */
export const main = timedFunction(
  async (nowMs) => ok(await compactTick(ports, nowMs)),
  handedShard(async (shard, nowMs) => ok(await compactTick(ports, nowMs, shard))),
)
