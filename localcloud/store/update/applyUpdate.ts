import { bodyOf, documentOf } from '../ejson/body'
import { invalidOperator, writeFailed } from '../errors'
import { compareValues } from '../keys/sortDocuments'
import { type Fields, isFields, type StoredDocument } from '../value'
import { checkFieldNames } from './checkDocument'
import * as fieldOperators from './fieldOperators'
import * as listOperators from './listOperators'
import type { UpdateContext, UpdateOperator } from './updateOperator'

const OPERATORS: Record<string, UpdateOperator> = {
  $set: fieldOperators.$set,
  $unset: fieldOperators.$unset,
  $setOnInsert: fieldOperators.$setOnInsert,
  $inc: fieldOperators.$inc,
  $mul: fieldOperators.$mul,
  $min: fieldOperators.$min,
  $max: fieldOperators.$max,
  $rename: fieldOperators.$rename,
  $currentDate: fieldOperators.$currentDate,
  $bit: fieldOperators.$bit,
  $push: listOperators.$push,
  $addToSet: listOperators.$addToSet,
  $pop: listOperators.$pop,
  $pull: listOperators.$pull,
  $pullAll: listOperators.$pullAll,
}

const STORES_OPERAND = new Set(['$set', '$setOnInsert', '$min', '$max'])

/** An update whose operators and paths have been checked, ready for any number of documents. */
export type Update = (document: StoredDocument, context: UpdateContext) => StoredDocument

/**
 * Checks `{$set: {…}, $inc: {…}, …}` and makes it a function from the old document to a new one.
 * @throws WireError on an unknown operator, an empty update, or two operators on the same path
 */
export function compileUpdate(update: Fields): Update {
  const steps = stepsOf(update)
  refuseConflicts(
    steps.flatMap(({ path, operator, operand }) => (operator === '$rename' ? [path, String(operand)] : [path])),
  )
  // Operands are read anew for every document: two documents must not share a list.
  const template = bodyOf({ _id: null, operands: steps.map(({ operand }) => operand) })
  return (document, context) => {
    const copy = documentOf(bodyOf(document))
    const { operands } = documentOf(template)
    steps.forEach(({ apply, path }, i) => {
      apply(copy, path, (operands as unknown[])[i] as never, context)
    })
    if (compareValues(copy._id, document._id) !== 0) {
      throw writeFailed("Performing an update on the path '_id' would modify the immutable field '_id'")
    }
    return copy
  }
}

function stepsOf(update: Fields) {
  const entries = Object.entries(update)
  if (entries.length === 0) throw writeFailed('update document must have at least one element')
  return entries.flatMap(([operator, paths]) => {
    const apply = Object.hasOwn(OPERATORS, operator) ? OPERATORS[operator] : undefined
    if (apply === undefined) throw invalidOperator(`Unknown modifier: ${operator}`)
    if (!isFields(paths)) throw writeFailed(`Modifiers operate on fields but we found something else: {${operator}: …}`)
    return Object.entries(paths).map(([path, operand]) => {
      if (STORES_OPERAND.has(operator)) checkFieldNames(operand)
      return { operator, apply, path, operand }
    })
  })
}

function refuseConflicts(paths: string[]): void {
  const sorted = [...paths].sort()
  for (const [i, path] of sorted.entries()) {
    const other = sorted.find((next, j) => j !== i && (next === path || next.startsWith(`${path}.`)))
    if (other !== undefined) throw writeFailed(`Updating the path '${other}' would create a conflict at '${path}'`)
  }
}
