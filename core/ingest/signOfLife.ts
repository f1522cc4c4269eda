import { isFailureCode } from '../../contract/outcomes'
import type { BatchDocument } from '../documents'
import { PROBE_USER } from '../probes/probeBatch'

/** What the shop's own functions report as (miniprogram/sdk/server). */
const FUNCTION_USER = 'function'

/**
 * Whether somebody is there, or something is wrong: then every minute is worked. A probe that went well, and a function that
 * it called, say neither: they must not keep an empty shop's monitor awake.
 */
export const isSignOfLife = ({ user, batch }: Pick<BatchDocument, 'user' | 'batch'>): boolean =>
  (user !== PROBE_USER && user !== FUNCTION_USER) || batch.counts.some(([, , outcome]) => isFailureCode(outcome))
