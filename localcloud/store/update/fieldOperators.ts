import { writeFailed } from '../errors'
import { compareValues } from '../keys/sortDocuments'
import { isFields, type Value } from '../value'
import { existingSlot, slotAt } from './path'
import type { UpdateOperator } from './updateOperator'

export const $set: UpdateOperator = (document, path, operand) => slotAt(document, path).set(operand)

export const $unset: UpdateOperator = (document, path) => existingSlot(document, path)?.unset()

export const $setOnInsert: UpdateOperator = (document, path, operand, { inserting }) => {
  if (inserting) slotAt(document, path).set(operand)
}

export const $inc: UpdateOperator = (document, path, operand) =>
  calculate(document, path, operand, '$inc', 'increment', (old, by) => old + by)

export const $mul: UpdateOperator = (document, path, operand) =>
  calculate(document, path, operand, '$mul', 'multiply', (old, by) => old * by)

export const $min: UpdateOperator = (document, path, operand) => keepBetter(document, path, operand, -1)

export const $max: UpdateOperator = (document, path, operand) => keepBetter(document, path, operand, 1)

export const $rename: UpdateOperator = (document, path, operand) => {
  if (typeof operand !== 'string') throw writeFailed(`The 'to' field for $rename must be a string: ${path}`)
  const source = existingSlot(document, path)
  const value = source?.get()
  if (source === undefined || value === undefined) return
  source.unset()
  slotAt(document, operand).set(value)
}

export const $currentDate: UpdateOperator = (document, path, operand, { nowMs }) => {
  const asDate = operand === true || (isFields(operand) && operand.$type === 'date')
  if (!asDate) throw writeFailed(`$currentDate of '${path}' must be true or {$type: 'date'}`)
  slotAt(document, path).set(new Date(nowMs))
}

export const $bit: UpdateOperator = (document, path, operand) => {
  if (!isFields(operand)) throw writeFailed(`$bit of '${path}' must be an object of and, or, xor`)
  const slot = slotAt(document, path)
  let bits = slot.get() ?? 0
  for (const [name, by] of Object.entries(operand)) {
    if (!Number.isInteger(bits) || !Number.isInteger(by))
      throw writeFailed(`Cannot apply $bit to a value that is no integer: ${path}`)
    const [a, b] = [bits as number, by as number]
    if (name === 'and') bits = a & b
    else if (name === 'or') bits = a | b
    else if (name === 'xor') bits = a ^ b
    else throw writeFailed(`$bit knows and, or, xor; not ${name}`)
  }
  slot.set(bits)
}

function calculate(
  document: Parameters<UpdateOperator>[0],
  path: string,
  operand: Value,
  operator: string,
  verb: string,
  combine: (old: number, by: number) => number,
): void {
  if (typeof operand !== 'number') {
    throw writeFailed(`Cannot ${verb} with non-numeric argument: {${path}: ${JSON.stringify(operand)}}`)
  }
  const slot = slotAt(document, path)
  const old = slot.get() ?? (slot.get() === null ? null : 0)
  if (typeof old !== 'number') {
    throw writeFailed(
      `Cannot apply ${operator} to a value of non-numeric type. {_id: ${JSON.stringify(document._id)}} has the field '${path}' of non-numeric type ${typeName(old)}`,
    )
  }
  slot.set(combine(old, operand))
}

function keepBetter(document: Parameters<UpdateOperator>[0], path: string, operand: Value, sign: 1 | -1): void {
  const slot = slotAt(document, path)
  const old = slot.get()
  if (old === undefined || compareValues(operand, old) * sign > 0) slot.set(operand)
}

/** MongoDB's name of a value's type, for error texts. */
export function typeName(value: Value): string {
  if (value === null) return 'null'
  if (Array.isArray(value)) return 'array'
  if (value instanceof Date) return 'date'
  if (value instanceof RegExp) return 'regex'
  if (typeof value === 'boolean') return 'bool'
  return typeof value === 'number' ? 'double' : typeof value
}
