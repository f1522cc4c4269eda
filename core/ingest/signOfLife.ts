import { isFailureCode } from '../../contract/outcomes'
import type { BatchDocument } from '../documents/batch'
import { isNobody } from './nobody'
import { countsOf } from './packedItems'

/**
 * Whether somebody is there, or something is wrong: then every minute is worked. A probe that went well, and a function that
 * it called, say neither: they must not keep an empty shop's monitor awake.
 */
export const isSignOfLife = ({ user, batch }: Pick<BatchDocument, 'user' | 'batch'>): boolean =>
  !isNobody(user) || countsOf(batch).some(([, , outcome]) => isFailureCode(outcome))
