import { type Answer, refuse } from '../../contract/answer'
import type { ProbeSetting } from '../../contract/schemas/probe'

/**
 * What a probe may not be, beyond its form.
 * @param stores of the person who sets it
 * @param isLocal the local cloud: http is allowed there
 * @returns null if it may
 */
export function whyNotProbe(
  { store, target }: ProbeSetting,
  stores: readonly string[],
  isLocal: boolean,
): Answer<never> | null {
  if (!stores.includes(store)) return refuse('not_found', 'there is no such store among yours', 'probe.store')
  if (target.kind === 'http' && !isLocal && !target.url.startsWith('https:'))
    return refuse('bad_request', 'addresses must begin with https://', 'probe.target.url')
  return null
}
