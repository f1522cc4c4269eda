import * as expressions from 'mingo/operators/expression'
import type { Expression } from './expression'

/** MongoDB takes a lone number as well as number and places. */
export const $trunc: Expression = (document, operand, options) =>
  (expressions.$trunc as unknown as Expression)(document, Array.isArray(operand) ? operand : [operand, 0], options)
