import type { Catalogue, Collection, Index } from './catalogue'
import { bodyOf, documentOf } from './ejson/body'
import { duplicateKey, requestFailed } from './errors'
import type { SqlFile } from './file/sqlFile'
import { indexKeys } from './keys/indexKeys'
import { keyOf } from './keys/keyOf'
import { type StoredDocument, valueAt } from './value'

/** A stored document; its text is read into values only when somebody asks. */
export class Found {
  private parsed: StoredDocument | undefined

  /** @param knownIdKey left out where it was not read: bytes from the file cost more than the few that are needed */
  constructor(
    private knownIdKey: Buffer | undefined,
    readonly body: string,
    readonly seq: number,
  ) {}

  get idKey(): Buffer {
    this.knownIdKey ??= keyOf(this.document._id)
    return this.knownIdKey
  }

  get document(): StoredDocument {
    this.parsed ??= documentOf(this.body)
    return this.parsed
  }
}

/** Stands for the row of a document that has none yet. */
export const NO_ROW = -1

/** Told of every change with the text the document had before; undefined when it is new. */
export type ChangeListener = (collection: Collection, idKey: Buffer, bodyBefore: string | undefined) => void

/** The rows of documents and of their index entries. Each write belongs inside `SqlFile.atomically`. */
export class Documents {
  constructor(
    private readonly sql: SqlFile,
    private readonly catalogue: Catalogue,
    private readonly maxDocumentBytes: number,
    private readonly changed: ChangeListener,
  ) {}

  byIdKey(collection: Collection, idKey: Buffer): Found | undefined {
    const row = this.sql.get(`SELECT seq, body FROM ${collection.table} WHERE id = ?`, idKey)
    return row === undefined ? undefined : new Found(idKey, row[1] as string, row[0] as number)
  }

  /**
   * Everything that can refuse is asked before the first row is written.
   * @throws WireError E11000 when the `_id` or a unique key is taken, or when the document is too large
   */
  insert(collection: Collection, document: StoredDocument): void {
    const idKey = keyOf(document._id)
    if (this.byIdKey(collection, idKey)) throw duplicateKey(collection.name, '_id_', JSON.stringify(document._id))
    const body = this.checkedBody(document)
    const entries = this.checkedEntries(collection, NO_ROW, document)
    this.sql.run(`INSERT INTO ${collection.table} (id, body) VALUES (?, ?)`, idKey, body)
    const seq = Number(this.sql.get('SELECT last_insert_rowid()')?.[0])
    for (const { index, keys } of entries) this.addEntries(index, seq, keys)
    this.changed(collection, idKey, undefined)
  }

  /** @returns false when the new document is the same as the old one, and nothing was written */
  replace(collection: Collection, before: Found, after: StoredDocument): boolean {
    const body = this.checkedBody(after)
    if (body === before.body) return false
    const entries = this.checkedEntries(collection, before.seq, after)
    this.sql.run(`UPDATE ${collection.table} SET body = ? WHERE seq = ?`, body, before.seq)
    for (const { index, keys } of entries) {
      const old = indexKeys(before.document, index.fields).keys
      this.addEntries(index, before.seq, without(keys, old))
      this.dropEntries(index, before.seq, without(old, keys))
    }
    this.changed(collection, before.idKey, before.body)
    return true
  }

  remove(collection: Collection, found: Found): void {
    this.sql.run(`DELETE FROM ${collection.table} WHERE seq = ?`, found.seq)
    for (const index of collection.indexes) {
      this.dropEntries(index, found.seq, indexKeys(found.document, index.fields).keys)
    }
    this.changed(collection, found.idKey, found.body)
  }

  /** Fills a new index from the documents that are there. */
  fill(collection: Collection, index: Index): void {
    let last = 0
    for (;;) {
      const rows = this.sql.all(`SELECT seq, body FROM ${collection.table} WHERE seq > ? ORDER BY seq LIMIT 128`, last)
      if (rows.length === 0) return
      for (const [seq, body] of rows) {
        last = Number(seq)
        const document = documentOf(String(body))
        const { keys, list } = indexKeys(document, index.fields)
        if (index.unique) for (const key of keys) this.refuseTaken(collection, index, last, key, document)
        if (list && !index.holdsLists) this.catalogue.markLists(index)
        this.addEntries(index, last, keys)
      }
    }
  }

  /** @throws WireError E11000 when a unique key of the document belongs to another row */
  private checkedEntries(collection: Collection, seq: number, document: StoredDocument) {
    return collection.indexes.map((index) => {
      const { keys, list } = indexKeys(document, index.fields)
      if (index.unique) for (const key of keys) this.refuseTaken(collection, index, seq, key, document)
      if (list && !index.holdsLists) this.catalogue.markLists(index)
      return { index, keys }
    })
  }

  private addEntries(index: Index, seq: number, keys: Buffer[]): void {
    for (const key of keys) this.sql.run(`INSERT INTO ${index.table} (key, seq) VALUES (?, ?)`, key, seq)
  }

  private refuseTaken(collection: Collection, index: Index, seq: number, key: Buffer, document: StoredDocument): void {
    if (this.ownerOf(index, key, seq) === undefined) return
    const values = index.fields.map(({ field }) => JSON.stringify(valueAt(document, field)))
    throw duplicateKey(collection.name, index.name, values.join(', : '))
  }

  /** The row, other than `except`, that holds a key of a unique index. */
  ownerOf(index: Index, key: Buffer, except: number): number | undefined {
    const row = this.sql.get(`SELECT seq FROM ${index.table} WHERE key = ? AND seq <> ? LIMIT 1`, key, except)
    return row === undefined ? undefined : Number(row[0])
  }

  private dropEntries(index: Index, seq: number, keys: Buffer[]): void {
    for (const key of keys) this.sql.run(`DELETE FROM ${index.table} WHERE key = ? AND seq = ?`, key, seq)
  }

  private checkedBody(document: StoredDocument): string {
    const body = bodyOf(document)
    const bytes = Buffer.byteLength(body)
    if (bytes > this.maxDocumentBytes) {
      throw requestFailed(
        `document ${JSON.stringify(document._id)} has ${bytes} bytes, more than ${this.maxDocumentBytes}`,
      )
    }
    return body
  }
}

function without(keys: Buffer[], others: Buffer[]): Buffer[] {
  return keys.filter((key) => !others.some((other) => other.equals(key)))
}
