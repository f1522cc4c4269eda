import type { BatchV1 } from '../../../contract/batch'
import { BATCH_BYTES, DISK_BYTES, LATENESS_MS, QUEUE_FULL, QUEUE_ITEMS, TOO_OLD } from '../catalogue'
import { jsonBytes } from '../text/bytes'
import type { Drops } from './drops'

/** A closed batch on its way. */
export interface Parcel {
  batch: BatchV1
  attempts: number
  bytes: number
  flying: boolean
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
  remove(parcel: Parcel): boolean
  /** gives it up: what it says is counted under `reason` */
  lose(parcel: Parcel, reason: number): void
  parcels: readonly Parcel[]
}

export function openOutbox(drops: Drops): Outbox {
  const parcels: Parcel[] = []
  const remove = (parcel: Parcel) => {
    const place = parcels.indexOf(parcel)
    if (place >= 0) parcels.splice(place, 1)
    return place >= 0
  }
  const lose = (parcel: Parcel, reason: number) => {
    if (!remove(parcel)) return
    drops.add(reason, eventsIn(parcel.batch))
    drops.carry(parcel.batch.dropped)
  }
  const tooMuch = () => {
    let bytes = 0
    let items = 0
    for (const parcel of parcels) {
      bytes += parcel.bytes
      items += parcel.batch.counts.length + parcel.batch.points.length + parcel.batch.errors.length
    }
    return parcels.length > 1 && (bytes > outboxBytes || items > QUEUE_ITEMS)
  }
  /** errors are evicted last */
  const victim = () => {
    const unsent = parcels.filter(({ attempts }) => !attempts)
    return unsent.find(({ batch }) => !batch.errors.length) || unsent[0]
  }

  return {
    parcels,
    remove,
    lose,
    add(batch, attempts) {
      parcels.push({ batch, attempts, bytes: jsonBytes(batch) + 16, flying: false })
      for (let out = victim(); out && tooMuch(); out = victim()) lose(out, QUEUE_FULL)
    },
    next(nowMs) {
      for (const parcel of parcels.filter(({ flying }) => !flying)) {
        const oldest = LATENESS_MS * (parcel.attempts ? 2 : 1)
        if (nowMs - parcel.batch.base > oldest) lose(parcel, TOO_OLD)
      }
      const waiting = parcels.filter(({ flying }) => !flying)
      return waiting.find(({ attempts }) => attempts) || waiting[0]
    },
  }
}
