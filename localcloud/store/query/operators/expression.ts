import { evalExpr } from 'mingo/core'
import type { Options } from 'mingo/types'
import type { Value } from '../../value'

/** An operator of an aggregation: what it makes of its operand for one document. */
export type Expression = (document: unknown, operand: unknown, options: Options) => unknown

export type Expressions = Record<string, Expression>

/** What an operand means for a document; undefined when it names a field that is missing. */
export function computed(document: unknown, operand: unknown, options: Options): Value | undefined {
  return evalExpr(document as never, operand as never, options) as Value | undefined
}

/**
 * The values of a list of operands.
 * @throws Error when there are more or fewer than the operator takes
 */
export function valuesOf(
  name: string,
  [fewest, most]: [number, number],
  document: unknown,
  operand: unknown,
  options: Options,
): (Value | undefined)[] {
  const list = Array.isArray(operand) ? operand : [operand]
  if (list.length < fewest || list.length > most) throw new Error(`${name} takes ${fewest} to ${most} operands`)
  return list.map((each) => computed(document, each, options))
}
