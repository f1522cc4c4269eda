import type { Collection } from './catalogue'
import type { Documents, Found } from './documents'
import type { SqlFile } from './file/sqlFile'
import { keyOf } from './keys/keyOf'
import { type SortSpec, sortDocuments } from './keys/sortDocuments'
import { choosePlan, type Plan } from './plan/choosePlan'
import { countPlan, walk } from './plan/walk'
import type { Filter } from './query/filter'
import type { ScanWarnings } from './scanWarnings'
import type { Locks } from './transactions/locks'
import type { StoredDocument, Value } from './value'
import type { FindSpec, View } from './view'

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

  find(collection: Collection, { filter, sort = [], offset = 0, limit = Number.POSITIVE_INFINITY }: FindSpec): Found[] {
    const plan = choosePlan(collection, filter.conditions, sort)
    const inOrder = sort.length === 0 || plan.order !== undefined
    const wanted = inOrder ? offset + limit : Number.POSITIVE_INFINITY
    const matches: Found[] = []
    for (const found of this.matching(collection, filter, sort, plan, plan.exact ? wanted : Number.POSITIVE_INFINITY)) {
      matches.push(found)
      if (matches.length >= wanted) break
    }
    const ordered = inOrder ? matches : sortDocuments(matches, ({ document }) => document, sort)
    return ordered.slice(offset, offset + limit)
  }

  count(collection: Collection, filter: Filter): number {
    const plan = choosePlan(collection, filter.conditions, [])
    if (plan.exact) return countPlan(this.sql, collection, plan)
    let total = 0
    for (const _ of this.matching(collection, filter, [], plan, Number.POSITIVE_INFINITY)) total++
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

  private *matching(collection: Collection, filter: Filter, sort: SortSpec, plan: Plan, wanted: number) {
    let scanned = 0
    for (const found of walk(this.sql, collection, plan, wanted)) {
      if (plan.source === 'arrival') this.warnings.scanned(++scanned, collection, filter, sort)
      if (plan.exact || filter.test(found.document)) yield found
    }
  }
}
