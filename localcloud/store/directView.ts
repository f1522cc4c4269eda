import type { Collection } from './catalogue'
import type { Documents, Found } from './documents'
import { cutTo } from './ejson/cutBody'
import type { SqlFile } from './file/sqlFile'
import { keyOf } from './keys/keyOf'
import { type SortSpec, sameInOrder, sortDocuments } from './keys/sortDocuments'
import { choosePlan, type Plan } from './plan/choosePlan'
import { countPlan, type Walking, walk } from './plan/walk'
import type { Filter } from './query/filter'
import type { ScanWarnings } from './scanWarnings'
import type { Locks } from './transactions/locks'
import type { StoredDocument, Value } from './value'
import type { FindSpec, View } from './view'

const ALL = Number.POSITIVE_INFINITY

/** The database as it is now; writes are on disk when `SqlFile.settled` resolves. */
export class DirectView implements View {
  constructor(
    private readonly sql: SqlFile,
    private readonly documents: Documents,
    private readonly locks: Locks,
    private readonly warnings: ScanWarnings,
  ) {}

  byId(collection: Collection, id: Value): Found | undefined {
    return this.documents.byIdKey(collection, keyOf(id))
  }

  find(collection: Collection, { filter, sort = [], offset = 0, limit = ALL, paths }: FindSpec): Found[] {
    const wanted = offset + limit
    const plan = choosePlan(collection, filter.conditions, sort, Number.isFinite(wanted))
    const inOrder = plan.ordered === sort.length
    const matches: Found[] = []
    const isBare = inOrder && plan.exact
    const how = { wanted: isBare ? wanted : ALL, cut: isBare && paths !== undefined ? cutTo(paths) : undefined }
    for (const found of this.matching(collection, filter, sort, plan, how)) {
      if (matches.length >= wanted && isBeyond(found, matches[wanted - 1], sort, plan)) break
      matches.push(found)
      if (inOrder && matches.length >= wanted) break
    }
    const ordered = inOrder ? matches : sortDocuments(matches, ({ document }) => document, sort)
    return ordered.slice(offset, wanted)
  }

  count(collection: Collection, filter: Filter): number {
    const plan = choosePlan(collection, filter.conditions, [])
    if (plan.exact) return countPlan(this.sql, collection, plan)
    let total = 0
    for (const _ of this.matching(collection, filter, [], plan, { wanted: ALL })) total++
    return total
  }

  insert(collection: Collection, document: StoredDocument): void {
    this.atomically(() => this.documents.insert(collection, document))
  }

  replace(collection: Collection, before: Found, after: StoredDocument): boolean {
    return this.atomically(() => this.documents.replace(collection, before, after))
  }

  remove(collection: Collection, found: Found): void {
    this.atomically(() => this.documents.remove(collection, found))
  }

  atomically<T>(work: () => T): T {
    return this.sql.soon(work)
  }

  heldUntil(collection: Collection, idKeys: Iterable<Buffer>): Promise<void> | undefined {
    return this.locks.heldUntil(collection, idKeys)
  }

  private *matching(collection: Collection, filter: Filter, sort: SortSpec, plan: Plan, how: Walking) {
    let scanned = 0
    for (const found of walk(this.sql, collection, plan, how)) {
      if (plan.source === 'arrival') this.warnings.scanned(++scanned, collection, filter, sort)
      if (plan.exact || filter.test(found.document)) yield found
    }
  }
}

/** True when the walk has left the documents that share their place with the last one wanted. */
function isBeyond(found: Found, last: Found | undefined, sort: SortSpec, plan: Plan): boolean {
  if (last === undefined) return false
  return !sameInOrder(found.document, last.document, sort.slice(0, plan.ordered))
}
