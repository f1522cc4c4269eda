import { createPorts } from '../../adapters/createPorts'
import { handedShard, timedFunction } from '../../adapters/handlers'
import { handOver } from '../../adapters/handOver'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { ChoresMemory } from '../../core/reports/choresMemory'
import { runChores, runShardChores } from '../../core/reports/runChores'

const ports = createPorts({ notifiers, actions: shopActions, handOver, deadMan })
const memory = new ChoresMemory()

/**
 * Every ten minutes: reports, drills, tests, what is to be undone, and whether the watchdog runs. Where there are several
 * shards and something is due, it calls itself once for each.
 */
export const main = timedFunction(
  async (now) => ok(await runChores(ports, memory, now)),
  handedShard(async (shard, now) => ok(await runShardChores(ports, shard, now))),
)
