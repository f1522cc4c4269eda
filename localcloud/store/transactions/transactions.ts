import { randomUUID } from 'node:crypto'
import type { Documents } from '../documents'
import { documentOf } from '../ejson/body'
import { transactionMissing } from '../errors'
import type { View } from '../view'
import type { History } from './history'
import type { Locks } from './locks'
import { TransactionView } from './transactionView'

type Open = { view: TransactionView; expiry: NodeJS.Timeout }

/** Transactions that have begun and not ended. One that its owner forgot is aborted after its lifetime. */
export class Transactions {
  private readonly open = new Map<string, Open>()

  constructor(
    private readonly direct: View,
    private readonly documents: Documents,
    private readonly history: History,
    private readonly locks: Locks,
    private readonly limits: { maxDocumentBytes: number; transactionLifetimeMs: number },
  ) {}

  begin(): string {
    const id = randomUUID()
    const began = this.history.watch()
    const { maxDocumentBytes, transactionLifetimeMs } = this.limits
    const view = new TransactionView(id, began, this.direct, this.documents, this.history, this.locks, maxDocumentBytes)
    // Real time, not virtual: a killed function must free its locks also while the clock is frozen.
    const expiry = setTimeout(() => this.end(id), transactionLifetimeMs)
    expiry.unref()
    this.open.set(id, { view, expiry })
    return id
  }

  /** @throws WireError when it has ended or never was */
  view(id: string): TransactionView {
    const open = this.open.get(id)
    if (open === undefined) throw transactionMissing(id)
    return open.view
  }

  /** Writes everything in one durable step; on an error nothing is written. Ends it either way. */
  commit(id: string): void {
    const { writes } = this.view(id)
    try {
      this.direct.atomically(() => {
        const pending = [...writes.values()]
        // Removals first: a key that one document gives up may be taken by another.
        for (const { collection, idKey, body } of pending) {
          const found = body === undefined ? this.documents.byIdKey(collection, idKey) : undefined
          if (found) this.documents.remove(collection, found)
        }
        for (const { collection, idKey, body } of pending) {
          if (body === undefined) continue
          const found = this.documents.byIdKey(collection, idKey)
          if (found) this.documents.replace(collection, found, documentOf(body))
          else this.documents.insert(collection, documentOf(body))
        }
      })
    } finally {
      this.end(id)
    }
  }

  abort(id: string): void {
    this.view(id)
    this.end(id)
  }

  /** Ends it if it is still open. */
  end(id: string): void {
    const open = this.open.get(id)
    if (open === undefined) return
    clearTimeout(open.expiry)
    this.open.delete(id)
    this.locks.releaseAll(id)
    this.history.unwatch()
  }

  endAll(): void {
    for (const id of [...this.open.keys()]) this.end(id)
  }
}
