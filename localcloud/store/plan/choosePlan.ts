import type { Collection, Index } from '../catalogue'
import type { IndexField } from '../keys/indexKeys'
import type { SortSpec } from '../keys/sortDocuments'
import type { Conditions } from './conditions'
import { type ByteRange, byteRange, directedRange, intersect, isPoint, type KeyRange, prefixRange } from './keyRange'

/** How to reach the candidates of a query. */
export type Plan = {
  /** An index, the order of `_id`, or all documents in order of arrival. */
  source: Index | 'ids' | 'arrival'
  /** In order, disjoint; empty for an arrival walk. */
  ranges: ByteRange[]
  /** Everything in the ranges matches: nothing needs to be tested. */
  exact: boolean
  /** Set when walking gives the wanted order, or the first part of it. */
  order: 'forward' | 'backward' | undefined
  /** How many of the wanted order's fields the walk gives; among documents equal in these, the rest is to be sorted. */
  ordered: number
}

type Order = Pick<Plan, 'order' | 'ordered'>
type Candidate = Plan & { score: number }

const NO_ORDER: Order = { order: undefined, ordered: 0 }

const MAX_RANGES = 100
const ID_FIELDS: readonly IndexField[] = [{ field: '_id', direction: 1 }]

/**
 * Picks the walk that narrows most: equal fields first, then a range, then the wanted order.
 * @param limited whether the walk may end early: only then the first part of an order is worth something
 */
export function choosePlan(collection: Collection, conditions: Conditions, sort: SortSpec, limited = false): Plan {
  const arrival: Candidate = {
    source: 'arrival',
    ranges: [],
    exact: conditions.complete && conditions.byField.size === 0,
    order: undefined,
    ordered: 0,
    score: 0,
  }
  const ids = candidate('ids', ID_FIELDS, false, conditions, sort, limited)
  const indexed = collection.indexes.map((index) =>
    candidate(index, index.fields, index.holdsLists, conditions, sort, limited),
  )
  return [ids, ...indexed].reduce((best, next) => (next.score > best.score ? next : best), arrival)
}

function candidate(
  source: Index | 'ids',
  fields: readonly IndexField[],
  holdsLists: boolean,
  conditions: Conditions,
  sort: SortSpec,
  limited: boolean,
): Candidate {
  let prefixes: Buffer[] = [Buffer.alloc(0)]
  let ranges: ByteRange[] | undefined
  let used = 0
  let fixed = 0
  let score = 0
  for (const { field, direction } of fields) {
    const asked = fieldRanges(conditions, field, holdsLists)
    if (asked === undefined || prefixes.length * asked.length > MAX_RANGES) break
    used++
    const stored = asked.map((range) => directedRange(range, direction))
    if (!stored.every(isPoint)) {
      ranges = prefixes.flatMap((prefix) => stored.map((range) => byteRange(range, prefix)))
      score += 1
      break
    }
    if (stored.length === 1 && fixed === used - 1) fixed++
    prefixes = prefixes.flatMap((prefix) => stored.map((range) => Buffer.concat([prefix, range.from.key])))
    score += source === 'ids' ? 20 : 2
  }
  ranges ??= prefixes.map(prefixRange)
  const { order, ordered } = holdsLists ? NO_ORDER : orderOf(fields, fixed, sort, limited)
  return {
    source,
    ranges: ranges.sort((a, b) => Buffer.compare(a.from, b.from)),
    exact: !holdsLists && conditions.complete && conditions.byField.size === used,
    order,
    ordered,
    score: score * 2 + (order === undefined ? 0 : ordered / sort.length),
  }
}

/** The ranges of one field, or undefined when no key order can answer them. */
function fieldRanges(conditions: Conditions, field: string, holdsLists: boolean): KeyRange[] | undefined {
  const asked = conditions.byField.get(field)
  if (asked === undefined) return undefined
  if (!holdsLists) return asked.ranges.reduce(intersect)
  // Several items of a list may each answer one condition: only one of them can narrow the walk.
  return asked.asksNull || asked.isAlternative ? undefined : asked.ranges[0]
}

/** Fields fixed to one value order nothing; the rest of the sort must follow the index. */
function orderOf(fields: readonly IndexField[], fixed: number, sort: SortSpec, limited: boolean): Order {
  if (sort.length === 0) return NO_ORDER
  const fixedFields = new Set(fields.slice(0, fixed).map(({ field }) => field))
  const run = fields.slice(fixed)
  const follows = (sign: 1 | -1): number => {
    let used = 0
    const end = sort.findIndex(({ field, direction }) => {
      if (fixedFields.has(field)) return false
      const next = run[used++]
      return next?.field !== field || next.direction !== direction * sign
    })
    return end < 0 ? sort.length : end
  }
  const [forward, backward] = [follows(1), follows(-1)]
  const ordered = Math.max(forward, backward)
  if (ordered === 0 || (ordered < sort.length && !limited)) return NO_ORDER
  return { order: forward >= backward ? 'forward' : 'backward', ordered }
}
