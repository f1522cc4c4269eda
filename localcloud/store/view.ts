import type { Collection } from './catalogue'
import type { Found } from './documents'
import type { SortSpec } from './keys/sortDocuments'
import type { Filter } from './query/filter'
import type { StoredDocument, Value } from './value'

export type FindSpec = {
  filter: Filter
  sort?: SortSpec
  offset?: number
  limit?: number
  /** dotted paths that the caller looks at: what else a document has may be left out of it */
  paths?: readonly string[] | undefined
}

/** What the actions read and write through: the database itself, or a transaction's sight of it. */
export interface View {
  byId(collection: Collection, id: Value): Found | undefined
  find(collection: Collection, spec: FindSpec): Found[]
  count(collection: Collection, filter: Filter): number
  /** @throws WireError E11000 when a unique key is taken */
  insert(collection: Collection, document: StoredDocument): void
  /** @returns false when nothing changed */
  replace(collection: Collection, before: Found, after: StoredDocument): boolean
  remove(collection: Collection, found: Found): void
  /** Runs a group of writes as one, or not at all. */
  atomically<T>(work: () => T): T
  /** What to wait for before these documents may be written; undefined when they are free. */
  heldUntil(collection: Collection, idKeys: Iterable<Buffer>): Promise<void> | undefined
}
