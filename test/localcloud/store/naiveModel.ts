/**
 * MongoDB's queries and updates said in the simplest way, over plain objects in a list: slow and obvious.
 * It knows only the operators that the property tests draw.
 */
export type Doc = Record<string, unknown>
export type Condition = Record<string, unknown>

export function matches(doc: Doc, query: Condition): boolean {
  return Object.entries(query).every(([key, wanted]) => {
    if (key === '$and') return (wanted as Condition[]).every((part) => matches(doc, part))
    if (key === '$or') return (wanted as Condition[]).some((part) => matches(doc, part))
    return fieldMatches(valueAt(doc, key), wanted)
  })
}

function fieldMatches(value: unknown, wanted: unknown): boolean {
  const isOperators = typeof wanted === 'object' && wanted !== null && Object.keys(wanted).some((key) => key[0] === '$')
  if (!isOperators) return anyItem(value, (item) => same(item, wanted))
  return Object.entries(wanted as Condition).every(([operator, operand]) => operatorHolds(value, operator, operand))
}

function operatorHolds(value: unknown, operator: string, operand: unknown): boolean {
  const compared = (holds: (order: number) => boolean) =>
    anyItem(value, (item) => rank(item) === rank(operand) && holds(compare(item, operand)))
  switch (operator) {
    case '$eq':
      return anyItem(value, (item) => same(item, operand))
    case '$ne':
      return !anyItem(value, (item) => same(item, operand))
    case '$gt':
      return compared((order) => order > 0)
    case '$gte':
      return compared((order) => order >= 0)
    case '$lt':
      return compared((order) => order < 0)
    case '$lte':
      return compared((order) => order <= 0)
    case '$in':
      return (operand as unknown[]).some((one) => anyItem(value, (item) => same(item, one)))
    case '$nin':
      return !(operand as unknown[]).some((one) => anyItem(value, (item) => same(item, one)))
    case '$exists':
      return (value !== undefined) === operand
  }
  throw new Error(`the model does not know ${operator}`)
}

/** A list answers for itself and for each of its items. */
function anyItem(value: unknown, holds: (item: unknown) => boolean): boolean {
  return holds(value) || (Array.isArray(value) && value.some(holds))
}

function valueAt(doc: Doc, path: string): unknown {
  return path.split('.').reduce<unknown>((value, key) => (value as Doc | null | undefined)?.[key], doc)
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify([a ?? null, rank(a)]) === JSON.stringify([b ?? null, rank(b)])
}

const RANKS = ['null', 'number', 'string', 'object', 'list', 'boolean', 'date']

export function rank(value: unknown): number {
  if (value === undefined || value === null) return 0
  if (Array.isArray(value)) return RANKS.indexOf('list')
  return RANKS.indexOf(value instanceof Date ? 'date' : typeof value)
}

export function compare(a: unknown, b: unknown): number {
  if (rank(a) !== rank(b)) return rank(a) - rank(b)
  if (rank(a) === 0) return 0
  const [x, y] = [a as number, b as number]
  return x < y ? -1 : x > y ? 1 : 0
}

/** Sorting by several fields; a list stands for its smallest item, or its largest when descending. */
export function sorted(docs: Doc[], sort: [string, 1 | -1][]): Doc[] {
  const keyOf = (doc: Doc, field: string, direction: 1 | -1) => {
    const value = valueAt(doc, field)
    if (!Array.isArray(value)) return { empty: 1, value }
    if (value.length === 0) return { empty: 0, value: null }
    return { empty: 1, value: [...value].sort((a, b) => compare(a, b) * direction)[0] }
  }
  return [...docs].sort((a, b) => {
    for (const [field, direction] of sort) {
      const [x, y] = [keyOf(a, field, direction), keyOf(b, field, direction)]
      const order = x.empty - y.empty || compare(x.value, y.value)
      if (order !== 0) return order * direction
    }
    return 0
  })
}

/** One operator on one top-level field; undefined when MongoDB would refuse it. */
export function updated(doc: Doc, operator: string, field: string, operand: unknown): Doc | undefined {
  const old = doc[field]
  const list = Array.isArray(old) ? old : undefined
  const set = (value: unknown) => ({ ...doc, [field]: value })
  switch (operator) {
    case '$set':
      return set(operand)
    case '$unset': {
      const { [field]: _gone, ...rest } = doc
      return rest
    }
    case '$inc':
      return old === undefined || typeof old === 'number'
        ? set(((old as number | undefined) ?? 0) + (operand as number))
        : undefined
    case '$min':
      return old === undefined || compare(operand, old) < 0 ? set(operand) : doc
    case '$max':
      return old === undefined || compare(operand, old) > 0 ? set(operand) : doc
    case '$push':
      return old === undefined || list ? set([...(list ?? []), operand]) : undefined
    case '$addToSet':
      if (old !== undefined && !list) return undefined
      return list?.some((item) => same(item, operand)) ? doc : set([...(list ?? []), operand])
    case '$pull':
      return old === undefined ? doc : list && set(list.filter((item) => !same(item, operand)))
    case '$pop':
      return old === undefined ? doc : list && set(list.slice(0, -1))
  }
  throw new Error(`the model does not know ${operator}`)
}
