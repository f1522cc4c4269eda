import { duplicateKey } from '../../../localcloud/store/errors'
import type { StoredDocument } from '../../../localcloud/store/value'
import { type Documents, type MemoryCollection, nameOf } from './memoryCollection'

/** What one request reads and writes: the collections themselves, or what a transaction sees of them. */
export interface Sight {
  documents(collection: MemoryCollection): Documents
  /** Resolves when these documents may be written. */
  free(collection: MemoryCollection, names: () => Iterable<string>): Promise<void>
  /** `undefined` removes. @throws WireError on a taken unique value or a conflict */
  put(collection: MemoryCollection, name: string, document: StoredDocument | undefined): void
}

/** The database as it is. */
export const direct: Sight = {
  documents: (collection) => collection.documents,
  free: (collection, names) => collection.free(names),
  put(collection, name, document) {
    if (document === undefined) collection.documents.delete(name)
    else {
      collection.refuseTaken(document, collection.documents)
      collection.documents.set(name, document)
    }
  },
}

/** The collections as they were when it began, with its own writes on top. */
export class MemoryTransaction implements Sight {
  private readonly snapshots = new Map<MemoryCollection, Documents>()
  private readonly seen = new Map<MemoryCollection, Documents>()
  private readonly written = new Map<MemoryCollection, Set<string>>()
  private readonly ended: Promise<void>
  private sayEnded = () => {}

  constructor(collections: Iterable<MemoryCollection>) {
    this.ended = new Promise((resolve) => {
      this.sayEnded = resolve
    })
    for (const collection of collections) {
      this.snapshots.set(collection, new Map(collection.documents))
      this.seen.set(collection, new Map(collection.documents))
      this.written.set(collection, new Set())
    }
  }

  documents(collection: MemoryCollection): Documents {
    return this.seen.get(collection) ?? new Map()
  }

  async free(): Promise<void> {}

  put(collection: MemoryCollection, name: string, document: StoredDocument | undefined): void {
    collection.claim(name, this, this.ended, this.snapshots.get(collection) ?? new Map())
    this.written.get(collection)?.add(name)
    if (document === undefined) this.documents(collection).delete(name)
    else {
      collection.refuseTaken(document, this.documents(collection))
      this.documents(collection).set(name, document)
    }
  }

  /** @throws WireError E11000 when somebody took a unique value meanwhile; then nothing is written */
  commit(): void {
    const before = [...this.written.keys()].map((collection) => [collection, new Map(collection.documents)] as const)
    try {
      for (const [collection, names] of this.written) {
        for (const name of names) if (!this.documents(collection).has(name)) direct.put(collection, name, undefined)
        for (const name of names) {
          const document = this.documents(collection).get(name)
          if (document) direct.put(collection, name, document)
        }
      }
    } catch (error) {
      for (const [collection, documents] of before) collection.documents = documents
      throw error
    }
  }

  /** Lets go of what it holds. */
  end(): void {
    for (const [collection, names] of this.written) for (const name of names) collection.locks.delete(name)
    this.sayEnded()
  }
}

/** @throws WireError E11000 when the `_id` is taken */
export function insert(sight: Sight, collection: MemoryCollection, document: StoredDocument): void {
  const name = nameOf(document._id)
  if (sight.documents(collection).has(name)) {
    throw duplicateKey(collection.spec.name, '_id_', JSON.stringify(document._id))
  }
  sight.put(collection, name, document)
}
