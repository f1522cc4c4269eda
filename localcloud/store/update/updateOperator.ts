import type { Fields, Value } from '../value'

export type UpdateContext = {
  /** The cloud's time, epoch ms. */
  nowMs: number
  /** True while an upsert makes a new document. */
  inserting: boolean
}

/** Applies one operator to one path of a document that may be changed in place. */
export type UpdateOperator = (document: Fields, path: string, operand: Value, context: UpdateContext) => void
