import type { BatchV1 } from '../../../contract/batch'
import type { DropReason } from '../catalogue'
import { openBudget } from './budget'
import { countDrops, type Drops } from './drops'
import { type Journal, openJournal } from './journal'
import { eventsIn, type Outbox, openOutbox } from './outbox'

/** What is the same for all batches of a session. */
export type Header = Pick<BatchV1, 'session' | 'store' | 'app' | 'device'>

/** A batch and how often it was sent, as kept on disk. */
export type Kept = [attempts: number, batch: BatchV1]

/** All that was seen and has not been accepted: one batch in progress, closed ones behind it. Bounded everywhere. */
export interface Queue {
  /** Writes into the batch in progress, or into a new one when it is full. @returns why it could not */
  write(nowMs: number, entry: (journal: Journal) => boolean): DropReason | undefined
  /** closes the batch in progress, if it says anything */
  close(nowMs: number): void
  /** takes the number of what is given up, and everything that is waiting if asked to */
  drop(reason: DropReason, howMany: number): void
  dropAll(reason: DropReason): void
  isEmpty(): boolean
  /** what a restart would need */
  keep(nowMs: number): Kept[]
  outbox: Outbox
  drops: Drops
}

/**
 * @param header read when a batch is closed
 * @param weight read when a batch is begun
 */
export function openQueue(header: () => Header, weight: () => number): Queue {
  const drops = countDrops()
  const outbox = openOutbox(drops)
  const affordable = openBudget()
  let journal: Journal | undefined
  let seq = 0

  const finished = (nowMs: number): BatchV1 | undefined => {
    const dropped = drops.tuples()
    if (!journal && dropped.length === 0) return undefined
    const { base, dict, counts, points, weight: share, errors } = (journal ?? openJournal(nowMs, 1)).body()
    return { v: 1, ...header(), seq, base, sentAt: nowMs, dict, counts, points, weight: share, errors, dropped }
  }
  const close = (nowMs: number) => {
    const batch = finished(nowMs)
    if (!batch) return
    journal = undefined
    drops.clear()
    seq++
    outbox.add(batch, 0)
  }

  return {
    write(nowMs, entry) {
      journal ??= openJournal(nowMs, weight())
      if (entry(journal)) return undefined
      if (journal.items() > 0) {
        if (!affordable(nowMs)) return 'session_budget'
        close(nowMs)
        journal = openJournal(nowMs, weight())
        if (entry(journal)) return undefined
      }
      journal = undefined
      return 'too_large'
    },
    close,
    drop: (reason, howMany) => drops.add(reason, howMany),
    dropAll(reason) {
      close(0)
      for (const parcel of outbox.parcels()) {
        outbox.remove(parcel)
        drops.add(reason, eventsIn(parcel.batch))
        drops.addAll(parcel.batch.dropped)
      }
    },
    isEmpty: () => !journal && outbox.parcels().length === 0,
    keep(nowMs) {
      const draft = finished(nowMs)
      const closed = outbox.parcels().map(({ attempts, batch }): Kept => [attempts, batch])
      return draft ? [...closed, [0, draft]] : closed
    },
    outbox,
    drops,
  }
}
