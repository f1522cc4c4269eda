import { Query } from 'mingo'
import { invalidOperator, writeFailed } from '../errors'
import { compareValues, sortDocuments } from '../keys/sortDocuments'
import { MINGO_OPTIONS } from '../query/mingoOptions'
import { type Fields, isFields, type Value } from '../value'
import { checkFieldNames } from './checkDocument'
import { typeName } from './fieldOperators'
import { existingSlot, slotAt } from './path'
import type { UpdateOperator } from './updateOperator'

const PUSH_MODIFIERS = new Set(['$each', '$position', '$sort', '$slice'])

export const $push: UpdateOperator = (document, path, operand) => {
  const modifiers = modifiersOf(operand, PUSH_MODIFIERS, '$push')
  const items = modifiers ? eachOf(modifiers, '$push') : [operand]
  checkFieldNames(items)
  const list = listToGrow(document, path, '$push')
  const position = modifiers?.$position
  if (position !== undefined && !Number.isInteger(position))
    throw writeFailed('The value for $position must be an integer')
  list.splice(position === undefined ? list.length : (position as number), 0, ...items)
  if (modifiers?.$sort !== undefined) sortItems(list, modifiers.$sort)
  if (modifiers?.$slice !== undefined) sliceItems(list, modifiers.$slice)
}

export const $addToSet: UpdateOperator = (document, path, operand) => {
  const modifiers = modifiersOf(operand, new Set(['$each']), '$addToSet')
  const items = modifiers ? eachOf(modifiers, '$addToSet') : [operand]
  checkFieldNames(items)
  const list = listToGrow(document, path, '$addToSet')
  for (const item of items) if (!list.some((other) => compareValues(other, item) === 0)) list.push(item)
}

export const $pop: UpdateOperator = (document, path, operand) => {
  if (operand !== 1 && operand !== -1) throw writeFailed(`$pop expects 1 or -1, found: ${JSON.stringify(operand)}`)
  const list = existingList(document, path, '$pop')
  if (operand === 1) list?.pop()
  else list?.shift()
}

export const $pull: UpdateOperator = (document, path, operand) => {
  const list = existingList(document, path, '$pull')
  if (list === undefined) return
  const matches = itemTest(operand)
  keepItems(list, (item) => !matches(item))
}

export const $pullAll: UpdateOperator = (document, path, operand) => {
  if (!Array.isArray(operand))
    throw writeFailed(`$pullAll requires an array argument but was given a ${typeName(operand)}`)
  const list = existingList(document, path, '$pullAll')
  if (list) keepItems(list, (item) => !operand.some((other) => compareValues(other, item) === 0))
}

function modifiersOf(operand: Value, allowed: ReadonlySet<string>, operator: string): Fields | undefined {
  if (!isFields(operand) || !Object.keys(operand).some((key) => key.startsWith('$'))) return undefined
  const unknown = Object.keys(operand).find((key) => !allowed.has(key))
  if (unknown !== undefined) throw writeFailed(`Unrecognized clause in ${operator}: ${unknown}`)
  return operand
}

function eachOf(modifiers: Fields, operator: string): Value[] {
  const items = modifiers.$each
  if (!Array.isArray(items)) throw writeFailed(`The argument to $each in ${operator} must be an array`)
  return items
}

function listToGrow(document: Fields, path: string, operator: string): Value[] {
  const slot = slotAt(document, path)
  const old = slot.get()
  if (Array.isArray(old)) return old
  if (old !== undefined) throw notAList(document, path, operator, old)
  const list: Value[] = []
  slot.set(list)
  return list
}

function existingList(document: Fields, path: string, operator: string): Value[] | undefined {
  const old = existingSlot(document, path)?.get()
  if (old === undefined || Array.isArray(old)) return old
  throw notAList(document, path, operator, old)
}

function notAList(document: Fields, path: string, operator: string, value: Value) {
  return writeFailed(
    `The field '${path}' must be an array but is of type ${typeName(value)} in document {_id: ${JSON.stringify(document._id)}} (${operator})`,
  )
}

/** An object with operators is a condition on the item, one without is a query on its fields, else equality. */
function itemTest(operand: Value): (item: Value) => boolean {
  if (!isFields(operand) && !(operand instanceof RegExp)) return (item) => compareValues(item, operand) === 0
  const onFields = isFields(operand) && !Object.keys(operand).some((key) => key.startsWith('$'))
  try {
    const query = new Query(onFields ? operand : { item: operand }, MINGO_OPTIONS)
    if (onFields) return (item) => isFields(item) && query.test(item)
    return (item) => query.test({ item })
  } catch (error) {
    throw invalidOperator((error as Error).message)
  }
}

function keepItems(list: Value[], keep: (item: Value) => boolean): void {
  list.splice(0, list.length, ...list.filter(keep))
}

function sortItems(list: Value[], by: Value): void {
  let sorted: Value[]
  if (by === 1 || by === -1) {
    sorted = [...list].sort((a, b) => compareValues(a, b) * by)
  } else if (isFields(by) && Object.values(by).every((direction) => direction === 1 || direction === -1)) {
    const sort = Object.entries(by).map(([field, direction]) => ({ field, direction: direction as 1 | -1 }))
    sorted = sortDocuments(list, (item) => (isFields(item) ? item : {}), sort)
  } else {
    throw writeFailed('The $sort is invalid: use 1/-1 or an object of fields with 1/-1')
  }
  list.splice(0, list.length, ...sorted)
}

function sliceItems(list: Value[], count: Value): void {
  if (!Number.isInteger(count)) throw writeFailed('The value for $slice must be an integer')
  const kept = (count as number) >= 0 ? list.slice(0, count as number) : list.slice(count as number)
  list.splice(0, list.length, ...kept)
}
