import type { BatchV1 } from '../../contract/batch'
import type { BatchDocument, StoredBatch } from '../documents/batch'
import { BATCHES_PER_USER } from '../ingest/intakeLoad'
import { isNobody } from '../ingest/nobody'
import { unpackBatch } from '../ingest/packedItems'
import { compareText } from './seriesTable'

export interface Limited<Batch extends StoredBatch> {
  kept: readonly BatchDocument<Batch>[]
  /** events of the batches left out */
  refused: number
}

/**
 * No person counts with more than BATCHES_PER_USER batches of one minute, whichever instances took them: the first by id
 * are kept, so the same set of batches gives the same fold. Functions of the environment are no person: they write as
 * often as customers call them.
 */
export function limitUsers<Batch extends StoredBatch>(batches: readonly BatchDocument<Batch>[]): Limited<Batch> {
  if (batches.length <= BATCHES_PER_USER) return { kept: batches, refused: 0 }
  const byUser = new Map<string, BatchDocument<Batch>[]>()
  for (const batch of batches) {
    const own = byUser.get(batch.user)
    if (own === undefined) byUser.set(batch.user, [batch])
    else own.push(batch)
  }
  const kept: BatchDocument<Batch>[] = []
  let refused = 0
  for (const own of byUser.values()) {
    if (own.length <= BATCHES_PER_USER || isNobody(own[0]?.user ?? '')) {
      kept.push(...own)
      continue
    }
    const sorted = own.sort((a, b) => compareText(a._id, b._id))
    kept.push(...sorted.slice(0, BATCHES_PER_USER))
    refused += sorted.slice(BATCHES_PER_USER).reduce((sum, { batch }) => sum + eventsOf(unpackBatch(batch)), 0)
  }
  return { kept, refused }
}

/** An event counts as one, however it travels (ingest/screenBatch.ts). */
export const eventsOf = ({ counts, points, errors, orders = [] }: BatchV1): number =>
  counts.reduce((sum, [, , , , events]) => sum + events, 0) + points.length + errors.length + orders.length
