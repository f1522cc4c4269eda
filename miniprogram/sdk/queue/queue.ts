import type { BatchV1 } from '../../../contract/batch'
import { KILLED, SESSION_BUDGET } from '../catalogue'
import { countDrops, type Drops } from './drops'
import { type Journal, openJournal } from './journal'
import { type Outbox, openOutbox } from './outbox'

/** What is the same for all batches of a session. */
export type Header = Pick<BatchV1, 'session' | 'store' | 'app' | 'device'>

/** A batch and how often it was sent, as kept on disk. */
export type Kept = [attempts: number, batch: BatchV1]

/** Batches that may be closed because they are full, and how soon there may be one more: a loop must not become a bill. */
const fullBatches = 10
const msAFullBatch = 360_000

/** Writes one thing, seen at `atMs`. @returns false if there was no room */
export type Entry = (journal: Journal, atMs: number) => boolean

/** All that was seen and has not been accepted: one batch in progress, closed ones behind it. Bounded everywhere. */
export interface Queue {
  /** Writes into the batch in progress, or into a new one when it is full; what cannot be written is counted. */
  write(nowMs: number, entry: Entry): void
  /** closes the batch in progress, if it says anything */
  close(nowMs: number): void
  isEmpty(): boolean
  /**
   * What a restart would need. Of a run that goes on, it says that it was killed: if nothing newer takes its place,
   * that is what has happened, and what was not yet saved is lost.
   */
  keep(nowMs: number, clean?: boolean): Kept[]
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
  let full = 0
  let since = 0

  const finished = (nowMs: number, dropped: BatchV1['dropped']): BatchV1 | undefined =>
    journal || dropped[0]
      ? { v: 1, ...header(), seq, sentAt: nowMs, ...(journal || openJournal(nowMs, 1)).body, dropped }
      : undefined
  const close = (nowMs: number) => {
    const batch = finished(nowMs, drops.tuples(true))
    journal = undefined
    if (!batch) return
    seq++
    outbox.add(batch, 0)
  }

  return {
    write(nowMs, entry) {
      since = since || nowMs
      journal = journal || openJournal(nowMs, weight())
      if (entry(journal, nowMs)) return
      if (full >= fullBatches + Math.abs(nowMs - since) / msAFullBatch) return drops.add(SESSION_BUDGET, 1)
      full++
      close(nowMs)
      journal = openJournal(nowMs, weight())
      // nothing is so long that it would not fit into an empty one
      entry(journal, nowMs)
    },
    close,
    isEmpty: () => !journal && !outbox.parcels.length,
    keep(nowMs, clean) {
      const kept = outbox.parcels.map(({ attempts, batch }): Kept => [attempts, batch])
      const dropped = drops.tuples()
      if (journal && !clean) dropped.push([KILLED, 1])
      const draft = finished(nowMs, dropped)
      return draft ? [...kept, [0, draft]] : kept
    },
    outbox,
    drops,
  }
}
