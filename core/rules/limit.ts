import type { ThresholdRule } from '../../contract/schemas/rule'
import { compare } from './compare'

type Limit = Pick<ThresholdRule, 'op' | 'value' | 'clearOp' | 'clearValue'>

/** Beyond the clear value: what fires may end. Without one, any value that is not bad is. */
export const isClear = (rule: Limit, value: number): boolean =>
  rule.clearOp === undefined || rule.clearValue === undefined
    ? !compare(value, rule.op, rule.value)
    : compare(value, rule.clearOp, rule.clearValue)
