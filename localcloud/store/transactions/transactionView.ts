import type { Collection } from '../catalogue'
import { type Documents, Found, NO_ROW } from '../documents'
import { bodyOf } from '../ejson/body'
import { duplicateKey, requestFailed, transactionConflict } from '../errors'
import { indexKeys } from '../keys/indexKeys'
import { keyOf } from '../keys/keyOf'
import { sortDocuments } from '../keys/sortDocuments'
import type { Filter } from '../query/filter'
import { type StoredDocument, type Value, valueAt } from '../value'
import type { FindSpec, View } from '../view'
import type { History } from './history'
import type { Locks } from './locks'

/** One document as the transaction leaves it; without a body it is removed. */
export type PendingWrite = { collection: Collection; idKey: Buffer; body: string | undefined }

/**
 * The database as it was when the transaction began, plus its own writes. A document that somebody
 * else changed since, or is changing in another transaction, cannot be written: the first writer wins.
 */
export class TransactionView implements View {
  readonly writes = new Map<string, PendingWrite>()

  constructor(
    private readonly id: string,
    private readonly began: number,
    private readonly direct: View,
    private readonly documents: Documents,
    private readonly history: History,
    private readonly locks: Locks,
    private readonly maxDocumentBytes: number,
  ) {}

  byId(collection: Collection, id: Value): Found | undefined {
    const idKey = keyOf(id)
    const own = this.writes.get(writeName(collection, idKey))
    if (own) return foundIn(idKey, own.body)
    const version = this.history.versionAt(collection, idKey, this.began)
    return version ? foundIn(idKey, version.bodyBefore) : this.documents.byIdKey(collection, idKey)
  }

  find(collection: Collection, spec: FindSpec): Found[] {
    const differing = this.differing(collection)
    if (differing.size === 0) return this.direct.find(collection, spec)
    const { filter, sort, offset = 0, limit = Number.POSITIVE_INFINITY } = spec
    const same = this.direct
      .find(collection, { filter })
      .filter(({ idKey }) => !differing.has(idKey.toString('latin1')))
    const seen = [...differing.values()].filter(
      (found) => found !== undefined && filter.test(found.document),
    ) as Found[]
    const all = [...same, ...seen]
    const ordered = sort ? sortDocuments(all, ({ document }) => document, sort) : all
    return ordered.slice(offset, offset + limit)
  }

  count(collection: Collection, filter: Filter): number {
    return this.find(collection, { filter }).length
  }

  insert(collection: Collection, document: StoredDocument): void {
    const idKey = keyOf(document._id)
    this.claim(collection, idKey)
    if (this.byId(collection, document._id)) throw duplicateKey(collection.name, '_id_', JSON.stringify(document._id))
    this.stage(collection, idKey, document)
  }

  replace(collection: Collection, before: Found, after: StoredDocument): boolean {
    this.claim(collection, before.idKey)
    if (bodyOf(after) === before.body) return false
    this.stage(collection, before.idKey, after)
    return true
  }

  remove(collection: Collection, found: Found): void {
    this.claim(collection, found.idKey)
    this.writes.set(writeName(collection, found.idKey), { collection, idKey: found.idKey, body: undefined })
  }

  /** The transaction as a whole is the unit: nothing is written before it commits. */
  atomically<T>(work: () => T): T {
    return work()
  }

  /** A transaction never waits for another: it conflicts. */
  heldUntil(): undefined {
    return undefined
  }

  private claim(collection: Collection, idKey: Buffer): void {
    if (this.history.versionAt(collection, idKey, this.began)) throw transactionConflict()
    if (!this.locks.take(this.id, collection, idKey)) throw transactionConflict()
  }

  private stage(collection: Collection, idKey: Buffer, document: StoredDocument): void {
    const body = bodyOf(document)
    const bytes = Buffer.byteLength(body)
    if (bytes > this.maxDocumentBytes)
      throw requestFailed(`document has ${bytes} bytes, more than ${this.maxDocumentBytes}`)
    this.refuseTakenKeys(collection, idKey, document)
    this.writes.set(writeName(collection, idKey), { collection, idKey, body })
  }

  /** Unique keys are judged against what is there now; the commit judges them again. */
  private refuseTakenKeys(collection: Collection, idKey: Buffer, document: StoredDocument): void {
    const own = this.documents.byIdKey(collection, idKey)?.seq ?? NO_ROW
    for (const index of collection.indexes) {
      if (!index.unique) continue
      for (const key of indexKeys(document, index.fields).keys) {
        const owner = this.documents.ownerOf(index, key, own)
        if (owner === undefined || this.removes(collection, owner)) continue
        const values = index.fields.map(({ field }) => JSON.stringify(valueAt(document, field)))
        throw duplicateKey(collection.name, index.name, values.join(', : '))
      }
    }
  }

  private removes(collection: Collection, seq: number): boolean {
    for (const write of this.writes.values()) {
      if (write.collection !== collection) continue
      if (this.documents.byIdKey(collection, write.idKey)?.seq === seq) return true
    }
    return false
  }

  /** Documents that look different to this transaction than in the database now. */
  private differing(collection: Collection): Map<string, Found | undefined> {
    const differing = new Map<string, Found | undefined>()
    for (const { idKey, bodyBefore } of this.history.changedSince(collection, this.began)) {
      differing.set(idKey.toString('latin1'), foundIn(idKey, bodyBefore))
    }
    for (const write of this.writes.values()) {
      if (write.collection === collection)
        differing.set(write.idKey.toString('latin1'), foundIn(write.idKey, write.body))
    }
    return differing
  }
}

function foundIn(idKey: Buffer, body: string | undefined): Found | undefined {
  return body === undefined ? undefined : new Found(idKey, body, NO_ROW)
}

function writeName(collection: Collection, idKey: Buffer): string {
  return `${collection.number}:${idKey.toString('latin1')}`
}
