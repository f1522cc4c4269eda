import type { BatchV1 } from '../../../contract/batch'
import { SESSION_BUDGET } from '../catalogue'
import { countDrops, type Drops, type DropTuple } from './drops'
import { type Journal, openJournal } from './journal'
import { type Outbox, openOutbox } from './outbox'

/** What is the same for all batches of a session, as long as neither the shop nor the cloud says otherwise. */
export type Header = Pick<BatchV1, 'session' | 'store' | 'app' | 'device' | 'area' | 'weight'>

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
  /** what a restart would need */
  keep(nowMs: number): Kept[]
  /** changes with what `keep` gives, unless only the batch in progress has grown; NaN without one */
  shape(): number
  /** things handed since the start */
  handed: number
  /** counts one thing that is not written */
  drop(reason: number): void
  /** a batch that only says what was lost, under the name that it would have had */
  lost(named: Pick<BatchV1, 'session' | 'seq'>, base: number, dropped: DropTuple): BatchV1
  outbox: Outbox
  drops: Drops
}

/** @param header read when a batch is closed */
export function openQueue(header: () => Header): Queue {
  const drops = countDrops()
  const outbox = openOutbox(drops)
  let journal: Journal | undefined
  let seq = 0
  let full = 0
  let since = 0

  const form = ({ body }: Journal, dropped: BatchV1['dropped']): BatchV1 => ({
    v: 1,
    ...header(),
    ...body,
    seq,
    sentAt: body.base,
    dropped,
  })
  const finished = (nowMs: number, dropped: BatchV1['dropped']): BatchV1 | undefined =>
    journal || dropped[0] ? form(journal || openJournal(nowMs), dropped) : undefined
  const close = (nowMs: number) => {
    const batch = finished(nowMs, drops.tuples(true))
    journal = undefined
    if (!batch) return
    seq++
    outbox.add(batch, 0)
  }

  const queue: Queue = {
    handed: 0,
    drop(reason) {
      queue.handed++
      drops.add(reason, 1)
    },
    shape: () => (journal ? seq * 1e3 + outbox.parcels.length : Number.NaN),
    write(nowMs, entry) {
      queue.handed++
      since = since || nowMs
      journal = journal || openJournal(nowMs)
      if (entry(journal, nowMs)) return
      if (full >= fullBatches + Math.abs(nowMs - since) / msAFullBatch) return drops.add(SESSION_BUDGET, 1)
      full++
      close(nowMs)
      journal = openJournal(nowMs)
      // nothing is so long that it would not fit into an empty one
      entry(journal, nowMs)
    },
    close,
    keep(nowMs) {
      const kept = outbox.parcels.map(({ attempts, content }): Kept => [attempts, content])
      const draft = finished(nowMs, drops.tuples())
      if (draft) kept.push([0, draft])
      return kept
    },
    lost: (named, base, dropped) => ({ ...form(openJournal(base), [dropped]), ...named }),
    outbox,
    drops,
  }
  return queue
}
