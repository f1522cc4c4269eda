import type { CollectionSpec, IndexSpec } from '../../database/collections'
import { Catalogue, type Collection } from './catalogue'
import { DirectView } from './directView'
import { Documents } from './documents'
import { openFile } from './file/openFile'
import type { SqlLibrary } from './file/sqlDriver'
import { ScanWarnings } from './scanWarnings'
import { History } from './transactions/history'
import { Locks } from './transactions/locks'
import { Transactions } from './transactions/transactions'

export type StoreOptions = {
  folder: string
  library?: SqlLibrary
  collections: readonly CollectionSpec[]
  maxDocumentBytes: number
  transactionLifetimeMs: number
  warn: (message: string) => void
}

/** One open data file with everything that reads and writes it. */
export class Store {
  readonly catalogue: Catalogue
  readonly documents: Documents
  readonly direct: DirectView
  readonly transactions: Transactions
  private readonly sql
  private readonly collections: readonly CollectionSpec[]
  private closed = false

  /** @throws DataFileError when the file cannot be opened; WireError when stored documents break a new unique index */
  constructor(options: StoreOptions) {
    this.collections = options.collections
    this.sql = openFile(options.folder, options.library)
    const history = new History()
    const locks = new Locks()
    this.catalogue = new Catalogue(this.sql)
    this.documents = new Documents(this.sql, this.catalogue, options.maxDocumentBytes, (collection, idKey, before) =>
      history.record(collection, idKey, before),
    )
    this.direct = new DirectView(this.sql, this.documents, locks, new ScanWarnings(options.warn))
    this.transactions = new Transactions(this.direct, this.documents, history, locks, options)
    try {
      this.provide()
    } catch (error) {
      this.sql.close()
      throw error
    }
  }

  /** Empties everything; the declared collections are there again. */
  reset(): void {
    this.transactions.endAll()
    this.catalogue.clear()
    this.provide()
  }

  /** Resolves when all that was read or written so far is on disk; undefined when it already is. */
  settled(): Promise<void> | undefined {
    return this.sql.settled()
  }

  /** Folds the log into the file and closes it. Closing twice is harmless. */
  close(): void {
    if (this.closed) return
    this.closed = true
    this.transactions.endAll()
    this.sql.close()
  }

  private provide(): void {
    for (const spec of this.collections) {
      const collection = this.catalogue.find(spec.name) ?? this.catalogue.createCollection(spec.name)
      for (const index of spec.indexes) this.provideIndex(collection, index)
    }
  }

  /** Makes the index, or makes it anew when its declaration has changed. */
  private provideIndex(collection: Collection, spec: IndexSpec): void {
    const unique = spec.unique ?? false
    const old = collection.indexes.find(({ name }) => name === spec.name)
    if (old && old.unique === unique && JSON.stringify(old.fields) === JSON.stringify(spec.fields)) return
    this.sql.atomically(() => {
      if (old) this.catalogue.dropIndex(collection, old)
      const index = this.catalogue.createIndex(collection, spec.name, spec.fields, unique)
      this.documents.fill(collection, index)
      collection.indexes.push(index)
    })
  }
}
