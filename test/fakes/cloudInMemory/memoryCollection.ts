import type { CollectionSpec } from '../../../database/collections'
import { duplicateKey, transactionConflict } from '../../../localcloud/store/errors'
import { indexKeys } from '../../../localcloud/store/keys/indexKeys'
import { keyOf } from '../../../localcloud/store/keys/keyOf'
import type { StoredDocument } from '../../../localcloud/store/value'

export type Documents = Map<string, StoredDocument>

export const nameOf = (id: StoredDocument['_id']): string => keyOf(id).toString('latin1')

/** A write waits here until the transaction that holds the document has ended. */
type Lock = { owner: object; ended: Promise<void> }

/** Documents in order of arrival. They are replaced, never changed, so a copy of the map is a snapshot. */
export class MemoryCollection {
  documents: Documents = new Map()
  readonly locks = new Map<string, Lock>()

  constructor(readonly spec: CollectionSpec) {}

  /** @throws WireError E11000 when a unique value of the document belongs to another one */
  refuseTaken(document: StoredDocument, documents: Documents): void {
    for (const { name, fields, unique } of this.spec.indexes) {
      const keysOf = (each: StoredDocument) => indexKeys(each, fields).keys.map((key) => key.toString('latin1'))
      const own = new Set(keysOf(document))
      if (!unique) continue
      for (const other of documents.values()) {
        if (nameOf(other._id) === nameOf(document._id) || !keysOf(other).some((key) => own.has(key))) continue
        throw duplicateKey(this.spec.name, name, JSON.stringify(document[fields[0]?.field ?? '']))
      }
    }
  }

  /** Waits until none of the documents is held by a transaction. */
  async free(names: () => Iterable<string>): Promise<void> {
    for (;;) {
      const lock = [...names()].map((name) => this.locks.get(name)).find((each) => each !== undefined)
      if (lock === undefined) return
      await lock.ended
    }
  }

  /** @throws WireError when another transaction holds the document, or somebody changed it since the snapshot */
  claim(name: string, owner: object, ended: Promise<void>, snapshot: Documents): void {
    const lock = this.locks.get(name)
    if (lock !== undefined && lock.owner !== owner) throw transactionConflict()
    if (lock === undefined && this.documents.get(name) !== snapshot.get(name)) throw transactionConflict()
    this.locks.set(name, { owner, ended })
  }
}
