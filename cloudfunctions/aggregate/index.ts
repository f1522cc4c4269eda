import { createPorts } from '../../adapters/createPorts'
import { handedShard, timedFunction } from '../../adapters/handlers'
import { handOver } from '../../adapters/handOver'
import { deadMan, notifiers } from '../../adapters/notifiers/notifiers'
import { shopActions } from '../../adapters/shopActions'
import { ok } from '../../contract/answer'
import { dueProbes } from '../../core/probes/dueProbes'
import { RunMemory } from '../../core/schedule/runMemory'
import { type MinuteReport, runMinute } from '../../core/schedule/runMinute'
import { runShard, type ShardMemories } from '../../core/schedule/shardRun'
import { dueWarming, runWarming } from '../../core/warming/runWarming'

const ports = createPorts({ notifiers, actions: shopActions, handOver, deadMan })
const memory = new RunMemory()
const shards: ShardMemories = new Map()
/** functions that ran their handler for a ping */
const deaf = new Set<string>()

/**
 * Each minute, as far as the situation asks: folds what was received, reads the shop's orders, judges, sends. Where there
 * are several shards it calls itself once for each of them (docs/adr/shards.md).
 */
export const main = timedFunction(
  async (nowMs) => {
    const report = await runMinute(ports, memory, nowMs)
    await handOverProbes(memory, nowMs)
    await warm(memory, nowMs)
    logFailures(report)
    return ok(report)
  },
  handedShard(async (shard, nowMs) => {
    const run = await runShard(ports, shards, shard, nowMs)
    const own = shards.get(shard)
    if (own !== undefined) await warm(own, nowMs)
    if (run.ok && run.value.worked !== 'leased') logFailures(run.value)
    return run
  }),
)

function logFailures({ stages }: Pick<MinuteReport, 'stages'>): void {
  for (const [stage, outcome] of Object.entries(stages)) if (!outcome.ok) console.error(stage, outcome.error)
}

/** Before a forecast rush, where the owner wishes it: the shop's functions are called, so that instances are there. */
async function warm({ settings, stores, watches }: RunMemory, nowMs: number): Promise<void> {
  const warming = settings?.value.warming
  if (warming == null) return
  const store = stores?.value.find(({ _id }) => _id === warming.store)
  const due = dueWarming({ warming, store, baseline: watches.get(warming.store)?.saved ?? null }, nowMs)
  if (due.length > 0) console.log('warmed', await runWarming(ports, due, deaf), [...deaf])
}

/** From what the instance remembers anyway: minutes without a probe cost nothing. */
async function handOverProbes({ settings, stores }: RunMemory, nowMs: number): Promise<void> {
  const run = dueProbes(settings?.value ?? null, stores?.value ?? [], nowMs)
  if (run === null) return
  const outcome = await shopActions.run('probe', { ...run })
  if (outcome.status !== 'sent') console.error('probe', outcome)
}
