import type { StoreDocument } from '../documents/store'
import { putSights } from '../orders/putSights'
import type { MinuteSummary, Ports } from '../ports'
import { minuteOf } from '../time/units'
import { sealableThrough } from './closing'
import { foldOne } from './foldTick'

type SealPorts = Pick<Ports, 'batches' | 'minutes' | 'directory' | 'issues' | 'orders'>

/** Sealing after a pause goes on by this many minutes a run. */
const MINUTES_PER_RUN = 24 * 60

export interface SealReport {
  /** minutes that missed batches, folded again */
  refolded: number
  /** minutes below this are sealed, epoch minute */
  through: number
  /** the cursor is to be moved there */
  moved: boolean
  /** all that may be sealed by now is */
  caughtUp: boolean
}

/**
 * An hour after their end the stored batches of minutes are counted against the folded ones; what misses some is folded
 * again; then all of them are sealed. The caller moves the cursor last, so a kill anywhere only means doing it again.
 * @param sealedMs the cursor: all before it is sealed; null at first
 * @param foldedThroughMs nothing that is not folded yet is sealed
 */
export async function sealShard(
  ports: SealPorts,
  shard: string,
  stores: readonly StoreDocument[],
  nowMs: number,
  sealedMs: number | null,
  foldedThroughMs: number,
): Promise<SealReport> {
  const end = Math.min(sealableThrough(nowMs), minuteOf(foldedThroughMs))
  const from = sealedMs === null ? await firstMinute(ports, shard, end) : minuteOf(sealedMs)
  const to = Math.min(end, from + MINUTES_PER_RUN)
  // where nothing could be sealed the cursor stays: an earlier batch may still become visible
  if (to <= from) return { refolded: 0, through: from, moved: false, caughtUp: true }
  const counted = await ports.batches.count(shard, from, to)
  const caughtUp = to === end
  if (counted.size === 0) return { refolded: 0, through: to, moved: true, caughtUp }
  const folded = foldedCounts(await ports.minutes.summaries(shard, from, to))
  const missing = [...counted].filter(([minute, batches]) => folded.get(minute) !== batches).map(([minute]) => minute)
  for (const minute of missing.sort((a, b) => a - b)) {
    const { parts } = await foldOne(ports, shard, minute, stores)
    await putSights(ports.orders, parts)
  }
  await ports.minutes.seal(shard, from, to)
  return { refolded: missing.length, through: to, moved: true, caughtUp }
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
