import { Query } from 'mingo/query'
import { invalidOperator } from '../errors'
import { type Conditions, conditionsOf } from '../plan/conditions'
import type { Fields, StoredDocument } from '../value'
import { MINGO_OPTIONS } from './mingoOptions'
import { refuseOperators } from './refuseOperators'

/** A query, checked and made ready: as ranges for the planner and as a test for single documents. */
export type Filter = {
  query: Fields
  conditions: Conditions
  test(document: StoredDocument): boolean
}

/** @throws WireError DATABASE_INVALID_OPERRATOR on an operator that is unknown or not allowed */
export function compileFilter(query: Fields): Filter {
  refuseOperators(query)
  let compiled: Query | undefined
  const compile = () => {
    try {
      return new Query(query, MINGO_OPTIONS)
    } catch (error) {
      throw invalidOperator((error as Error).message)
    }
  }
  const conditions = conditionsOf(query)
  // A query that is ranges only has no operator left to check; its test is compiled when first needed.
  if (!conditions.complete) compiled = compile()
  return {
    query,
    conditions,
    test(document) {
      compiled ??= compile()
      return compiled.test(document)
    },
  }
}
