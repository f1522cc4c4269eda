import type { BatchV1 } from '../../../contract/batch'
import { LIMITS } from '../../../contract/limits'
import { utf8Bytes } from '../text/bytes'
import type { Drops } from './drops'

/** A closed batch on its way. */
export interface Parcel {
  batch: BatchV1
  attempts: number
  bytes: number
  flying: boolean
}

/** Room for the batch in progress beside the closed ones, within the limit of the disk. */
const outboxBytes = LIMITS.diskBytes - LIMITS.batchBytes - 2_000

/** Events and their details in a batch: what is lost with it. */
export function eventsIn({ counts, points, errors }: BatchV1): number {
  return counts.reduce((sum, tuple) => sum + tuple[4], 0) + points.length + errors.length
}

const itemsIn = ({ counts, points, errors }: BatchV1): number => counts.length + points.length + errors.length

/**
 * Closed batches until the cloud has accepted them. A batch that was sent once may have arrived, so it is never
 * dropped for lack of room or counted as lost; it is sent again before any other.
 */
export interface Outbox {
  add(batch: BatchV1, attempts: number): void
  /** what to send next, undefined if there is nothing */
  next(nowMs: number): Parcel | undefined
  remove(parcel: Parcel): boolean
  parcels(): readonly Parcel[]
}

export function openOutbox(drops: Drops): Outbox {
  let parcels: Parcel[] = []

  const lose = (parcel: Parcel, reason: 'queue_full' | 'too_old') => {
    parcels = parcels.filter((other) => other !== parcel)
    drops.add(reason, eventsIn(parcel.batch))
    drops.addAll(parcel.batch.dropped)
  }
  const tooMuch = () =>
    parcels.length > 1 &&
    (parcels.reduce((sum, { bytes }) => sum + bytes, 0) > outboxBytes ||
      parcels.reduce((sum, { batch }) => sum + itemsIn(batch), 0) > LIMITS.queueItems)
  /** errors are evicted last */
  const victim = () => {
    const unsent = parcels.filter(({ attempts }) => attempts === 0)
    return unsent.find(({ batch }) => batch.errors.length === 0) ?? unsent[0]
  }

  return {
    add(batch, attempts) {
      parcels.push({ batch, attempts, bytes: utf8Bytes(JSON.stringify(batch)) + 16, flying: false })
      for (let out = victim(); out && tooMuch(); out = victim()) lose(out, 'queue_full')
    },
    next(nowMs) {
      for (const parcel of [...parcels]) {
        const ageMs = nowMs - parcel.batch.base
        if (!parcel.flying && ageMs > LIMITS.latenessMs * (parcel.attempts > 0 ? 2 : 1)) lose(parcel, 'too_old')
      }
      const waiting = parcels.filter(({ flying }) => !flying)
      return waiting.find(({ attempts }) => attempts > 0) ?? waiting[0]
    },
    remove(parcel) {
      const before = parcels.length
      parcels = parcels.filter((other) => other !== parcel)
      return parcels.length < before
    },
    parcels: () => parcels,
  }
}
