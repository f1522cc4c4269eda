import type { BatchV1 } from '../../../contract/batch'
import { SESSION_BUDGET, TOO_LARGE } from '../catalogue'
import { countDrops, type Drops } from './drops'
import { type Journal, openJournal } from './journal'
import { type Outbox, openOutbox } from './outbox'

/** What is the same for all batches of a session. */
export type Header = Pick<BatchV1, 'session' | 'store' | 'app' | 'device'>

/** A batch and how often it was sent, as kept on disk. */
export type Kept = [attempts: number, batch: BatchV1]

/** Batches an hour that may be closed because they are full: a loop in the app must not become a bill. */
const fullBatchesPerHour = 10
const hourMs = 3_600_000

/** All that was seen and has not been accepted: one batch in progress, closed ones behind it. Bounded everywhere. */
export interface Queue {
  /** Writes into the batch in progress, or into a new one when it is full; what cannot be written is counted. */
  write(nowMs: number, entry: (journal: Journal) => boolean): void
  /** closes the batch in progress, if it says anything */
  close(nowMs: number): void
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
  let journal: Journal | undefined
  let seq = 0
  let hourSince = 0
  let fullBatches = 0

  const finished = (nowMs: number, dropped: BatchV1['dropped']): BatchV1 | undefined =>
    journal || dropped.length > 0
      ? { v: 1, ...header(), seq, sentAt: nowMs, ...(journal || openJournal(nowMs, 1)).body(), dropped }
      : undefined
  const close = (nowMs: number) => {
    const batch = finished(nowMs, drops.take())
    journal = undefined
    if (!batch) return
    seq++
    outbox.add(batch, 0)
  }
  const affordable = (nowMs: number) => {
    if (Math.abs(nowMs - hourSince) > hourMs) {
      hourSince = nowMs
      fullBatches = 0
    }
    return ++fullBatches <= fullBatchesPerHour
  }

  return {
    write(nowMs, entry) {
      if (!journal) journal = openJournal(nowMs, weight())
      if (entry(journal)) return
      if (journal.isEmpty() || affordable(nowMs)) {
        if (!journal.isEmpty()) close(nowMs)
        journal = openJournal(nowMs, weight())
        if (entry(journal)) return
        journal = undefined
        drops.add(TOO_LARGE, 1)
      } else drops.add(SESSION_BUDGET, 1)
    },
    close,
    isEmpty: () => !journal && !outbox.parcels.length,
    keep(nowMs) {
      const kept = outbox.parcels.map(({ attempts, batch }): Kept => [attempts, batch])
      const draft = finished(nowMs, drops.tuples())
      return draft ? [...kept, [0, draft]] : kept
    },
    outbox,
    drops,
  }
}
