import type { StoreDocument } from '../documents/store'
import { type DeliveryReport, emptyDeliveryReport, runDeliveries } from '../incidents/runDeliveries'
import type { Ports } from '../ports'
import { foldHeartbeat } from '../rollup/heartbeatIds'
import { readEvidence as readRollups } from '../rollup/readEvidence'
import { foldedOf, type Homed, homesOf, shardsOf } from '../rollup/shards'
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
 * @param only this shard; absent: all of them in turn
 */
export const runAlertTick = async (
  ports: Ports,
  now: number,
  readEvidence: ReadEvidence = readRollups,
  only?: string,
): Promise<AlertTickReport> => {
  const report: AlertTickReport = { stores: [], failed: [], deliveries: emptyDeliveryReport() }
  const stores = await ports.directory.stores()
  const shards = only === undefined ? shardsOf(stores, now) : [only]
  const homes = [...new Set([...shards, ...stores.flatMap((store) => homesOf(store, now))])]
  const heartbeats = await ports.heartbeats.read([...homes.map(foldHeartbeat), ...homes.map(judgeHeartbeat)])
  for (const shard of shards) {
    const own = stores.filter((store) => store.shard === shard)
    // a store that moved is judged as far as both of its shards are folded
    const folds = [{ shard }, ...own].flatMap((store) => foldedOf(heartbeats, store, now) ?? [])
    if (!heartbeats.has(foldHeartbeat(shard)) || isCatchingUp(Math.min(...folds), now)) continue
    const cursorOf = (homed: Homed): number | null => {
      const cursors = homesOf(homed, now).flatMap((home) => heartbeats.get(judgeHeartbeat(home))?.through ?? [])
      return cursors.length === 0 ? null : lastMinute(Math.min(...cursors))
    }
    const through = lastMinute(Math.min(...folds))
    await tickShard(ports, report, { shard, stores: own, cursorOf, through, now, readEvidence })
  }
  const judged = only === undefined ? stores : stores.filter(({ shard }) => shard === only)
  if (mayHaveDeliveries(report, judged.length)) report.deliveries = await runDeliveries(ports, now)
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
  /** last minute judged of a store, or of the shard itself, as far as cursors tell: a store that moved has two */
  cursorOf(homed: Homed): number | null
  through: number
  now: number
  readEvidence: ReadEvidence
}

/** The shard's cursor moves only when every store of it was judged: a store that failed is judged again. */
const tickShard = async (ports: Ports, report: AlertTickReport, shard: ShardTick): Promise<void> => {
  const { cursorOf, through, now, readEvidence } = shard
  const cursor = cursorOf({ shard: shard.shard })
  if (cursor !== null && through < cursor) return
  const rules = await ports.rules.read()
  // without them each store reads its own, and fails by itself
  const states = await readStates(ports, shard.stores).catch(() => null)
  const own = shardReads(ports, shard.stores)
  const judged: string[] = []
  for (const store of shard.stores) {
    const known = states && (states.get(store._id) ?? null)
    const input = { store, rules, cursor: cursorOf(store), through, now, readEvidence, ...(states ? { known } : {}) }
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
