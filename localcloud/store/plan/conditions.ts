import { keyOf } from '../keys/keyOf'
import { type Fields, isFields, type Value } from '../value'
import { areApart, inOrder, intersect, type KeyRange, pointRange } from './keyRange'

/** What a query asks of one field, as far as an order of keys can answer it. */
export type FieldConditions = {
  /** One entry a condition; all must hold. */
  ranges: KeyRange[][]
  /** Some condition asks for null, which a list index cannot answer. */
  asksNull: boolean
  /** Some range is of one of several alternatives, whose conditions different items of a list may answer. */
  isAlternative?: boolean
}

export type Conditions = {
  byField: Map<string, FieldConditions>
  /** Every part of the query is in `byField`: whoever is in the ranges matches. */
  complete: boolean
}

/** Takes a query apart into ranges of keys; what it cannot express is left to the matcher. */
export function conditionsOf(query: Fields): Conditions {
  const conditions: Conditions = { byField: new Map(), complete: true }
  addQuery(conditions, query)
  return conditions
}

function addQuery(conditions: Conditions, query: Fields): void {
  for (const [key, value] of Object.entries(query)) {
    if (key === '$and' && Array.isArray(value) && value.every(isFields)) {
      for (const part of value) addQuery(conditions, part)
    } else if (key === '$or' && Array.isArray(value) && value.every(isFields)) {
      conditions.complete = false
      addAlternatives(conditions, value)
    } else if (key.startsWith('$')) {
      conditions.complete = false
    } else {
      addField(conditions, key, value)
    }
  }
}

/** Alternatives narrow a field that every one of them asks about, as long as their ranges lie apart. */
function addAlternatives(conditions: Conditions, alternatives: Fields[]): void {
  const each = alternatives.map(conditionsOf)
  for (const field of each[0]?.byField.keys() ?? []) {
    const asked = each.map(({ byField }) => byField.get(field))
    if (asked.some((one) => one === undefined || one.asksNull)) continue
    const ranges = inOrder(asked.flatMap((one) => (one as FieldConditions).ranges.reduce(intersect)))
    if (!areApart(ranges)) continue
    const entry = conditions.byField.get(field) ?? { ranges: [], asksNull: false }
    entry.ranges.push(ranges)
    entry.isAlternative = true
    conditions.byField.set(field, entry)
  }
}

function addField(conditions: Conditions, field: string, value: Value): void {
  const isOperators = isFields(value) && Object.keys(value).some((key) => key.startsWith('$'))
  const asked: [string, Value][] = isOperators ? Object.entries(value as Fields) : [['$eq', value]]
  for (const [operator, operand] of asked) {
    const ranges = rangesOf(operator, operand)
    if (ranges === undefined) {
      conditions.complete = false
      continue
    }
    const entry = conditions.byField.get(field) ?? { ranges: [], asksNull: false }
    entry.ranges.push(ranges)
    entry.asksNull ||= operand === null || (Array.isArray(operand) && operand.includes(null))
    conditions.byField.set(field, entry)
  }
}

function rangesOf(operator: string, operand: Value): KeyRange[] | undefined {
  if (operator === '$in') {
    if (!Array.isArray(operand) || !operand.every(isScalar)) return undefined
    return inOrder(operand.map((value) => pointRange(keyOf(value))))
  }
  if (!isScalar(operand)) return undefined
  if (operator === '$eq') return [pointRange(keyOf(operand))]
  const stretch = stretchOf(operator, operand)
  return stretch && [stretch]
}

/** Comparisons stay inside the type of their operand, as MongoDB's do. */
function stretchOf(operator: string, operand: Value): KeyRange | undefined {
  if (operand === null || (typeof operand === 'number' && Number.isNaN(operand))) return undefined
  const key = keyOf(operand)
  const tag = key[0] as number
  const first = typeof operand === 'number' ? keyOf(Number.NEGATIVE_INFINITY) : Buffer.from([tag])
  const end = { key: Buffer.from([tag + 1]), after: false }
  switch (operator) {
    case '$gt':
      return { from: { key, after: true }, to: end }
    case '$gte':
      return { from: { key, after: false }, to: end }
    case '$lt':
      return { from: { key: first, after: false }, to: { key, after: false } }
    case '$lte':
      return { from: { key: first, after: false }, to: { key, after: true } }
  }
  return undefined
}

function isScalar(value: Value): boolean {
  return value === null || typeof value !== 'object' || value instanceof Date
}
