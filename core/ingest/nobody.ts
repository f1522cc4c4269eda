import { PROBE_USER } from '../probes/probeBatch'

/** What the shop's own functions report as (miniprogram/sdk/server). */
const FUNCTION_USER = 'function'

/**
 * Whether a batch was written by functions of this environment, for nobody in particular. No phone can be taken for one:
 * `collect` names phones by a hash, which is longer.
 */
export const isNobody = (user: string): boolean => user === PROBE_USER || user === FUNCTION_USER
