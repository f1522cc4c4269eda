import type { BatchV1 } from '../../../contract/batch'
import { BATCH_BYTES, DISK_BYTES, QUEUE_FULL } from '../catalogue'
import { jsonBytes } from '../text/bytes'
import type { Drops } from './drops'

/** A closed batch on its way. */
export interface Parcel {
  content: BatchV1
  attempts: number
  flying?: boolean
}

/** Room for the batch in progress beside the closed ones, within the limit of the disk. */
const outboxBytes = DISK_BYTES - BATCH_BYTES - 3_000

/** Events and their details in a batch: what is lost with it. */
const eventsIn = ({ counts, points, errors, orders = [] }: BatchV1): number =>
  counts.reduce((sum, tuple) => sum + tuple[4], points.length + errors.length + orders.length)

/** All that a batch accounts for, what it tells as dropped too. */
export const thingsIn = (batch: BatchV1): number =>
  batch.dropped.reduce((sum, [, howMany]) => sum + howMany, eventsIn(batch))

/**
 * Closed batches until the cloud has accepted them. A batch that was sent once may have arrived, so it is never
 * dropped for lack of room or counted as lost; it is sent again before any other.
 */
export interface Outbox {
  add(batch: BatchV1, attempts: number): void
  /** what to send next, undefined if there is nothing */
  next(): Parcel | undefined
  /** @returns whether it was there */
  remove(parcel: Parcel): boolean
  /** gives it up: what it says is counted under `reason` */
  lose(parcel: Parcel, reason: number): void
  parcels: readonly Parcel[]
}

export function openOutbox(drops: Drops): Outbox {
  const parcels: Parcel[] = []
  const remove = (parcel: Parcel) => parcels.includes(parcel) && !!parcels.splice(parcels.indexOf(parcel), 1)
  const lose = (parcel: Parcel, reason: number) => {
    if (!remove(parcel)) return
    drops.add(reason, eventsIn(parcel.content))
    for (const tuple of parcel.content.dropped) drops.carry(...tuple)
  }

  return {
    parcels,
    remove,
    lose,
    add(batch, attempts) {
      parcels.push({ content: batch, attempts })
      while (parcels[1] && jsonBytes(parcels.map(({ content }) => content)) > outboxBytes) {
        const unsent = parcels.filter((parcel) => !parcel.attempts)
        /** errors are evicted last */
        const victim = unsent.find((parcel) => !parcel.content.errors[0]) || unsent[0]
        if (!victim) break
        lose(victim, QUEUE_FULL)
      }
    },
    next() {
      const waiting = parcels.filter(({ flying }) => !flying)
      return waiting.find(({ attempts }) => attempts) || waiting[0]
    },
  }
}
