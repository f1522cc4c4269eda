import type { BatchDocument } from '../documents/batch'
import type { MinuteDocument } from '../documents/minute'
import type { StoreDocument } from '../documents/store'
import { issuesOf } from '../errors/issuesOf'
import { isSignOfLife } from '../ingest/signOfLife'
import type { Ports } from '../ports'
import { PROBE_USER } from '../probes/probeBatch'
import { DAY_MS, MINUTE_MS, minuteOf } from '../time/units'
import { closedThrough } from './closing'
import { foldMinute } from './foldMinute'
import { foldHeartbeat } from './heartbeatIds'
import { homesOf, shardsOf } from './shards'

/** After a pause the fold catches up by this many minutes a tick, so that a tick ends in time. */
export const MINUTES_PER_TICK = 60

type FoldPorts = Pick<Ports, 'batches' | 'minutes' | 'heartbeats' | 'directory' | 'issues'>

export interface FoldReport {
  minutes: number
  batches: number
  /** of them signs of life (core/ingest/signOfLife) */
  signs: number
  /** error groups written */
  issues: number
  /** by shard: epoch ms up to which all is folded */
  through: Record<string, number>
}

/** So long after a stray the store is looked for in that shard too; noted again when half of it is over. */
const STRAY_MS = DAY_MS

/**
 * Folds every closed minute that is not folded yet. Safe to run twice, at the same time, and after a kill at any point:
 * each write is a pure function of the batches, and the cursor moves only after what it promises is stored.
 * @param only this shard; absent: all of them in turn
 */
export async function foldTick(ports: FoldPorts, nowMs: number, only?: string): Promise<FoldReport> {
  const stores = await ports.directory.stores()
  const shards = only === undefined ? shardsOf(stores, nowMs) : [only]
  const cursors = await ports.heartbeats.read(shards.map(foldHeartbeat))
  const report: FoldReport = { minutes: 0, batches: 0, signs: 0, issues: 0, through: {} }
  for (const shard of shards) {
    const reached = cursors.get(foldHeartbeat(shard))?.through ?? null
    report.through[shard] = await foldShard(ports, shard, stores, reached, nowMs, report)
  }
  return report
}

async function foldShard(
  ports: FoldPorts,
  shard: string,
  stores: readonly StoreDocument[],
  reachedMs: number | null,
  nowMs: number,
  report: FoldReport,
): Promise<number> {
  const end = closedThrough(nowMs)
  if (reachedMs !== null && minuteOf(reachedMs) >= end) return reachedMs
  const from = reachedMs === null ? 0 : minuteOf(reachedMs)
  // one minute is read at once; of several the first with anything in it is looked for
  let next = end - from === 1 ? from : await nextReceived(ports, shard, from, end)
  for (let steps = 0; next < end && steps < MINUTES_PER_TICK; steps++) {
    const { batches, signs, issues } = await foldOne(ports, shard, next, stores)
    report.batches += batches
    report.signs += signs
    report.issues += issues
    report.minutes += 1
    next += 1
    // nothing came in that minute and more are waiting: go straight to the next batch
    if (batches === 0 && next < end) next = await nextReceived(ports, shard, next, end)
  }
  await ports.heartbeats.beat(foldHeartbeat(shard), nowMs, next * MINUTE_MS)
  return next * MINUTE_MS
}

/** @returns the first minute of [from, end) with a batch; end if none */
async function nextReceived(ports: FoldPorts, shard: string, from: number, end: number): Promise<number> {
  const receivedAt = await ports.batches.firstReceivedFrom(shard, from * MINUTE_MS)
  return receivedAt === null ? end : Math.min(end, minuteOf(receivedAt))
}

/**
 * Folds one minute and stores it, with the error groups it touched.
 * @param stores all there are: of some that live elsewhere batches may have strayed in
 * @returns how many batches it has, and error groups they touched
 */
export async function foldOne(
  ports: Pick<Ports, 'batches' | 'minutes' | 'directory' | 'issues'>,
  shard: string,
  minute: number,
  stores: readonly StoreDocument[],
): Promise<{ batches: number; signs: number; issues: number; parts: MinuteDocument[] }> {
  const batches = await ports.batches.readMinute(shard, minute)
  const parts = foldMinute(shard, minute, batches)
  for (const part of parts) await ports.minutes.put(part)
  const issues = issuesOf(batches)
  if (issues.length > 0) await ports.issues.touch(issues)
  await noteStrays(ports, shard, minute, stores, batches)
  await markFirstSeen(ports, stores, batches)
  return { batches: batches.length, signs: batches.filter(isSignOfLife).length, issues: issues.length, parts }
}

/**
 * Batches of a store that lives in another shard: written by somebody who knew an older address, or by a function of the
 * shop that knows none. The store is told, before any cursor passes the minute, so that whoever reads it looks here too.
 */
async function noteStrays(
  ports: Pick<Ports, 'directory'>,
  shard: string,
  minute: number,
  stores: readonly StoreDocument[],
  batches: readonly BatchDocument[],
): Promise<void> {
  const receivedMs = minute * MINUTE_MS
  const seen = new Set(batches.map(({ batch }) => batch.store))
  for (const store of stores)
    if (seen.has(store._id) && !homesOf(store, receivedMs + STRAY_MS / 2).includes(shard))
      await ports.directory.noteAlsoIn(store._id, shard, receivedMs + STRAY_MS)
}

async function markFirstSeen(
  ports: Pick<Ports, 'directory'>,
  stores: readonly StoreDocument[],
  batches: readonly BatchDocument[],
): Promise<void> {
  for (const store of stores) {
    if (store.firstSeenAt !== null) continue
    const own = batches.filter(({ batch, user }) => batch.store === store._id && user !== PROBE_USER)
    if (own.length === 0) continue
    await ports.directory.markSeen(store._id, Math.min(...own.map(({ receivedAt }) => receivedAt.getTime())))
  }
}
