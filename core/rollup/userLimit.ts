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

/** Counters and points of one person in a minute: more than any one batch has, and than a phone comes to in an hour. */
export const ITEMS_PER_USER = 5_000

/**
 * No person counts with more than BATCHES_PER_USER batches of one minute, nor with more items than ITEMS_PER_USER, each of
 * which may take a row of the fold: whichever instances took them, the first by id are kept, so the same set of batches
 * gives the same fold. Functions of the environment are no person: they write as often as customers call them.
 */
export function limitUsers<Batch extends StoredBatch>(batches: readonly BatchDocument<Batch>[]): Limited<Batch> {
  if (isWithin(batches)) return { kept: batches, refused: 0 }
  const byUser = new Map<string, BatchDocument<Batch>[]>()
  for (const batch of batches) {
    const own = byUser.get(batch.user)
    if (own === undefined) byUser.set(batch.user, [batch])
    else own.push(batch)
  }
  const kept: BatchDocument<Batch>[] = []
  let refused = 0
  for (const own of byUser.values()) {
    if (isWithin(own) || isNobody(own[0]?.user ?? '')) {
      kept.push(...own)
      continue
    }
    const sorted = own.sort((a, b) => compareText(a._id, b._id)).map((one) => ({ one, all: unpackBatch(one.batch) }))
    let items = 0
    for (const [index, { one, all }] of sorted.entries()) {
      items += all.counts.length + all.points.length
      if (index < BATCHES_PER_USER && items <= ITEMS_PER_USER) kept.push(one)
      else refused += eventsOf(all)
    }
  }
  return { kept, refused }
}

/** A packed item has a character at least, so that nothing need be unpacked of who is far below. */
const isWithin = (batches: readonly BatchDocument<StoredBatch>[]): boolean =>
  batches.length <= BATCHES_PER_USER &&
  batches.reduce((sum, { batch }) => sum + batch.counts.length + batch.points.length, 0) <= ITEMS_PER_USER

/** An event counts as one, however it travels (ingest/screenBatch.ts). */
export const eventsOf = ({ counts, points, errors, orders = [] }: BatchV1): number =>
  counts.reduce((sum, [, , , , events]) => sum + events, 0) + points.length + errors.length + orders.length
