import type { Ports } from '../ports'
import { runHeartbeat } from '../rollup/heartbeatIds'

/** An answer that comes within this tells when the shard wants to be called next; what takes longer is called each time. */
export const HAND_OVER_MS = 3_000

/** What a shard's run answers, beside its report. */
export interface Rest {
  /** before then there is nothing to do for it, epoch ms */
  restUntilMs: number
}

/** When each shard wants its next call, as far as this instance knows. */
export type Rests = Map<string, number>

/**
 * Calls the job once for each shard that is due, all at the same time: each has its own lease, cursors and documents, so
 * a call that is doubled, lost or cut off concerns that shard alone, and the next minute does it again. Then notes how far
 * the last of them has come, which is what watchdog and pages go by.
 * @returns the shards that were called
 */
export async function fanOut(
  { handOver, heartbeats }: Pick<Ports, 'handOver' | 'heartbeats'>,
  job: 'aggregate' | 'compact',
  shards: readonly string[],
  nowMs: number,
  { rests = new Map(), patienceMs = HAND_OVER_MS }: { rests?: Rests; patienceMs?: number } = {},
): Promise<string[]> {
  const due = shards.filter((shard) => nowMs >= (rests.get(shard) ?? 0))
  await Promise.all(
    due.map(async (shard) => {
      rests.delete(shard)
      const restMs = restOf(await handOver.call(job, { shard }, patienceMs))
      if (restMs !== null) rests.set(shard, restMs)
    }),
  )
  if (due.length > 0) await noteLast({ heartbeats }, job, shards)
  return due
}

function restOf(answer: unknown): number | null {
  const { ok, value } = Object(answer) as { ok?: unknown; value?: Partial<Rest> | null }
  const restMs = ok === true ? value?.restUntilMs : undefined
  return typeof restMs === 'number' ? restMs : null
}

/** A shard that has never run keeps the whole from counting as done. */
async function noteLast(
  { heartbeats }: Pick<Ports, 'heartbeats'>,
  job: 'aggregate' | 'compact',
  shards: readonly string[],
): Promise<void> {
  const ids = shards.map((shard) => runHeartbeat(job, shard))
  const marks = await heartbeats.read(ids)
  const runs = ids.flatMap((id) => marks.get(id) ?? [])
  if (runs.length < ids.length) return
  const least = (of: 'at' | 'through') => Math.min(...runs.map((run) => run[of]))
  await heartbeats.beat(runHeartbeat(job), least('at'), least('through'))
}
