import type { StoreDocument } from '../documents'
import type { MinuteSummary, Ports } from '../ports'
import { MINUTE_MS, minuteOf } from '../time/units'
import { sealableThrough } from './closing'
import { foldOne } from './foldTick'
import { sealHeartbeat } from './heartbeatIds'

type SealPorts = Pick<Ports, 'batches' | 'minutes' | 'heartbeats' | 'directory' | 'issues'>

/** Sealing after a pause goes on by this many minutes a run. */
const MINUTES_PER_RUN = 24 * 60

export interface SealReport {
  /** minutes that missed batches, folded again */
  refolded: number
  /** minutes below this are sealed, epoch minute */
  through: number
}

/**
 * An hour after their end the stored batches of minutes are counted against the folded ones; what misses some is folded
 * again; then all of them are sealed. The cursor moves last, so a kill anywhere only means doing it again.
 * @param foldedThroughMs nothing that is not folded yet is sealed
 */
export async function sealShard(
  ports: SealPorts,
  shard: string,
  stores: readonly StoreDocument[],
  nowMs: number,
  foldedThroughMs: number,
): Promise<SealReport> {
  const cursor = (await ports.heartbeats.read([sealHeartbeat(shard)])).get(sealHeartbeat(shard))
  const end = Math.min(sealableThrough(nowMs), minuteOf(foldedThroughMs))
  const from = cursor === undefined ? await firstMinute(ports, shard, end) : minuteOf(cursor.through)
  const to = Math.min(end, from + MINUTES_PER_RUN)
  if (to <= from) return { refolded: 0, through: from }
  const counted = await ports.batches.count(shard, from, to)
  const folded = foldedCounts(await ports.minutes.summaries(shard, from, to))
  const missing = [...counted].filter(([minute, batches]) => folded.get(minute) !== batches).map(([minute]) => minute)
  for (const minute of missing.sort((a, b) => a - b)) await foldOne(ports, shard, minute, stores)
  await ports.minutes.seal(shard, from, to)
  await ports.heartbeats.beat(sealHeartbeat(shard), nowMs, to * MINUTE_MS)
  return { refolded: missing.length, through: to }
}

async function firstMinute(ports: SealPorts, shard: string, end: number): Promise<number> {
  const receivedAt = await ports.batches.firstReceivedFrom(shard, 0)
  return receivedAt === null ? end : minuteOf(receivedAt)
}

/** How many batches each whole minute has folded; a minute of which a part is missing has none. */
function foldedCounts(summaries: readonly MinuteSummary[]): Map<number, number> {
  const folded = new Map<number, number>()
  for (const first of summaries.filter(({ part }) => part === 0)) {
    const parts = summaries.filter(
      ({ minute, part, batches }) => minute === first.minute && part < first.parts && batches === first.batches,
    )
    if (parts.length === first.parts) folded.set(first.minute, first.batches)
  }
  return folded
}
