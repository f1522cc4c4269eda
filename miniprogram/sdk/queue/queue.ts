import type { BatchV1 } from '../../../contract/batch'
import { SESSION_BUDGET } from '../catalogue'
import type { App, Device } from '../device'
import { countDrops, type Drops, type DropTuple } from './drops'
import { type Journal, openJournal } from './journal'
import { type Outbox, openOutbox } from './outbox'

/** What is the same for all batches of a session, as long as neither the shop nor the cloud says otherwise. */
export type Header = Pick<BatchV1, 'session' | 'store' | 'area' | 'weight'> & { app: App; device: Device }

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
  /** by so many things the batch in progress has grown since the copy, which sets this to 0; NaN if it is another one now */
  grown: number
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
  let draft: Journal | undefined
  let seq = 0
  let full = 0
  let since = 0

  /** The schema takes more than the type says: what WeChat told is put into words by the cloud. */
  const form = ({ body }: Journal, dropped: BatchV1['dropped']) =>
    ({ v: 1, ...header(), ...body, seq, sentAt: body.base, dropped }) as BatchV1
  const open = (nowMs: number) => {
    queue.grown = Number.NaN
    draft = openJournal(nowMs)
    return draft
  }
  const finished = (nowMs: number, dropped: BatchV1['dropped']): BatchV1 | undefined =>
    draft || dropped[0] ? form(draft || openJournal(nowMs), dropped) : undefined
  const close = (nowMs: number) => {
    const batch = finished(nowMs, drops.open)
    drops.open = []
    draft = undefined
    if (!batch) return
    seq++
    outbox.add(batch, 0)
  }

  const queue: Queue = {
    grown: Number.NaN,
    drop(reason) {
      queue.grown++
      drops.add(reason, 1)
    },
    write(nowMs, entry) {
      since = since || nowMs
      const journal = draft || open(nowMs)
      queue.grown++
      if (entry(journal, nowMs)) return
      if (full >= fullBatches + Math.abs(nowMs - since) / msAFullBatch) return drops.add(SESSION_BUDGET, 1)
      full++
      close(nowMs)
      // nothing is so long that it would not fit into an empty one
      entry(open(nowMs), nowMs)
    },
    close,
    keep(nowMs) {
      const kept = outbox.parcels.map(({ attempts, content }): Kept => [attempts, content])
      const begun = finished(nowMs, drops.open)
      if (begun) kept.push([0, begun])
      return kept
    },
    lost: (named, base, dropped) => ({ ...form(openJournal(base), [dropped]), ...named }),
    outbox,
    drops,
  }
  return queue
}
