import { compareValues } from '../../keys/sortDocuments'
import type { Value } from '../../value'
import { type Expression, type Expressions, valuesOf } from './expression'

/** In an aggregation MongoDB compares across types by their order, and a missing field comes before null. */
function order(a: Value | undefined, b: Value | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compareValues(a, b)
}

function comparison(name: string, answer: (order: number) => boolean | number): Expression {
  return (document, operand, options) => {
    const [a, b] = valuesOf(name, [2, 2], document, operand, options)
    return answer(order(a, b))
  }
}

export const comparisons: Expressions = {
  $cmp: comparison('$cmp', Math.sign),
  $eq: comparison('$eq', (by) => by === 0),
  $ne: comparison('$ne', (by) => by !== 0),
  $gt: comparison('$gt', (by) => by > 0),
  $gte: comparison('$gte', (by) => by >= 0),
  $lt: comparison('$lt', (by) => by < 0),
  $lte: comparison('$lte', (by) => by <= 0),
}
