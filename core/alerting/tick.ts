import type { StoreDocument } from '../documents'
import { type DeliveryReport, emptyDeliveryReport, runDeliveries } from '../incidents/runDeliveries'
import type { Ports } from '../ports'
import { foldHeartbeat } from '../rollup/heartbeatIds'
import { readEvidence as readRollups } from '../rollup/readEvidence'
import { MINUTE_MS, minuteOf } from '../time/units'
import { CATCH_UP_MINUTES } from './gap'
import { readStates, shardReads } from './shardReads'
import { keepCursor, type ReadEvidence, type StoreTick, tickStore } from './tickStore'

export interface AlertTickReport {
  stores: StoreTick[]
  /** stores that could not be judged: their state is as it was, the next tick tries again */
  failed: { store: string; message: string }[]
  deliveries: DeliveryReport
}

/** Heartbeat that says how far all stores of a shard are judged. */
export const judgeHeartbeat = (shard: string): string => `judge:${shard}`

/**
 * One run of the alerting: every store is judged from the cursor to the last folded minute, then messages are sent.
 * Skipped, doubled, overlapping and late runs all end in the same incidents: minutes come from the cursor and the fold,
 * never from the time the timer names.
 * @param now epoch ms; used for deliveries and heartbeats only
 */
export const runAlertTick = async (
  ports: Ports,
  now: number,
  readEvidence: ReadEvidence = readRollups,
): Promise<AlertTickReport> => {
  const report: AlertTickReport = { stores: [], failed: [], deliveries: emptyDeliveryReport() }
  const stores = await ports.directory.stores()
  const shards = [...new Set(stores.map((store) => store.shard))]
  const heartbeats = await ports.heartbeats.read([...shards.map(foldHeartbeat), ...shards.map(judgeHeartbeat)])
  for (const shard of shards) {
    const fold = heartbeats.get(foldHeartbeat(shard))
    if (!fold || isCatchingUp(fold.through, now)) continue
    const cursor = heartbeats.get(judgeHeartbeat(shard))
    await tickShard(ports, report, {
      shard,
      stores: stores.filter((store) => store.shard === shard),
      cursor: cursor ? lastMinute(cursor.through) : null,
      through: lastMinute(fold.through),
      now,
      readEvidence,
    })
  }
  if (mayHaveDeliveries(report, stores.length)) report.deliveries = await runDeliveries(ports, now)
  return report
}

/**
 * Looking for deliveries costs a database call, a quarter of the free plan if made every minute: a run that saw every
 * store without an open incident saves it. What is left of incidents that ended, the watchdog finishes.
 */
const mayHaveDeliveries = (report: AlertTickReport, stores: number): boolean =>
  report.stores.length < stores || report.stores.some((store) => store.isActive)

/** After a long pause the fold takes several runs; judging in between would record several gaps instead of one. */
const isCatchingUp = (through: number, now: number): boolean => through < now - CATCH_UP_MINUTES * MINUTE_MS

/** @param through epoch ms, end of a minute */
const lastMinute = (through: number): number => minuteOf(through) - 1

interface ShardTick {
  shard: string
  stores: StoreDocument[]
  cursor: number | null
  through: number
  now: number
  readEvidence: ReadEvidence
}

/** The shard's cursor moves only when every store of it was judged: a store that failed is judged again. */
const tickShard = async (ports: Ports, report: AlertTickReport, shard: ShardTick): Promise<void> => {
  const { cursor, through, now, readEvidence } = shard
  if (cursor !== null && through < cursor) return
  const rules = await ports.rules.read()
  // without them each store reads its own, and fails by itself
  const states = await readStates(ports, shard.stores).catch(() => null)
  const own = shardReads(ports, shard.stores)
  const judged: string[] = []
  for (const store of shard.stores) {
    const known = states && (states.get(store._id) ?? null)
    const input = { store, rules, cursor, through, now, readEvidence, ...(states ? { known } : {}) }
    await tickStore(own, input).then(
      (ticked) => {
        report.stores.push(ticked)
        judged.push(store._id)
      },
      (reason: unknown) => report.failed.push({ store: store._id, message: messageOf(reason) }),
    )
  }
  if (judged.length < shard.stores.length) {
    for (const store of judged) await keepCursor(ports, store, through)
  } else if (cursor === null || through > cursor) {
    await ports.heartbeats.beat(judgeHeartbeat(shard.shard), now, (through + 1) * MINUTE_MS)
  }
}

const messageOf = (reason: unknown): string => (reason instanceof Error ? reason.message : String(reason))
