import type { BatchV1 } from '../../../contract/batch'
import { BATCH_BYTES, DISK_BYTES, LATENESS_MS, QUEUE_FULL, QUEUE_ITEMS, TOO_OLD } from '../catalogue'
import { jsonBytes } from '../text/bytes'
import type { Drops } from './drops'

/** A closed batch on its way. */
export interface Parcel {
  batch: BatchV1
  attempts: number
  bytes: number
  /** share of the room for closed batches that it takes, by bytes or by tuples, whichever is more */
  share: number
  flying?: boolean
}

/** Room for the batch in progress beside the closed ones, within the limit of the disk. */
const outboxBytes = DISK_BYTES - BATCH_BYTES - 2_000

/** Events and their details in a batch: what is lost with it. */
export const eventsIn = ({ counts, points, errors }: BatchV1): number =>
  counts.reduce((sum, tuple) => sum + tuple[4], points.length + errors.length)

/**
 * Closed batches until the cloud has accepted them. A batch that was sent once may have arrived, so it is never
 * dropped for lack of room or counted as lost; it is sent again before any other.
 */
export interface Outbox {
  add(batch: BatchV1, attempts: number): void
  /** what to send next, undefined if there is nothing */
  next(nowMs: number): Parcel | undefined
  /** @returns whether it was there */
  remove(parcel: Parcel): boolean
  /** gives it up: what it says is counted under `reason` */
  lose(parcel: Parcel, reason: number): void
  parcels: readonly Parcel[]
}

export function openOutbox(drops: Drops): Outbox {
  const parcels: Parcel[] = []
  const remove = (parcel: Parcel) => {
    const place = parcels.indexOf(parcel)
    return place >= 0 && !!parcels.splice(place, 1)
  }
  const lose = (parcel: Parcel, reason: number) => {
    if (!remove(parcel)) return
    drops.add(reason, eventsIn(parcel.batch))
    drops.carry(parcel.batch.dropped)
  }

  return {
    parcels,
    remove,
    lose,
    add(batch, attempts) {
      const { counts, points, errors } = batch
      const bytes = jsonBytes(batch) + 16
      const items = counts.length + points.length + errors.length
      parcels.push({ batch, attempts, bytes, share: Math.max(bytes / outboxBytes, items / QUEUE_ITEMS) })
      while (parcels[1] && parcels.reduce((sum, { share }) => sum + share, 0) > 1) {
        const unsent = parcels.filter((parcel) => !parcel.attempts)
        /** errors are evicted last */
        const victim = unsent.find((parcel) => !parcel.batch.errors[0]) || unsent[0]
        if (!victim) break
        lose(victim, QUEUE_FULL)
      }
    },
    next(nowMs) {
      const isFresh = ({ batch, attempts }: Parcel) => nowMs - batch.base <= LATENESS_MS * (attempts ? 2 : 1)
      const waiting = [...parcels].filter((parcel) => !parcel.flying && (isFresh(parcel) || lose(parcel, TOO_OLD)))
      return waiting.find(({ attempts }) => attempts) || waiting[0]
    },
  }
}
