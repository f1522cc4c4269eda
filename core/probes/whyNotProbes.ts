import { type Answer, refuse } from '../../contract/answer'
import type { ProbeSetting } from '../../contract/schemas/probe'

/**
 * What a list of probes may not be, beyond its form.
 * @param stores of the person who sets them
 * @param isLocal the local cloud: http is allowed there
 * @returns null if it may
 */
export function whyNotProbes(
  probes: readonly ProbeSetting[],
  stores: readonly string[],
  isLocal: boolean,
): Answer<never> | null {
  for (const [index, { id, store, target }] of probes.entries()) {
    const at = `probes.${index}`
    if (probes.findIndex((one) => one.id === id) < index)
      return refuse('bad_request', `two probes are called ${id}: give each an id of its own`, `${at}.id`)
    if (!stores.includes(store)) return refuse('not_found', 'there is no such store among yours', `${at}.store`)
    if (target.kind === 'http' && !isLocal && !target.url.startsWith('https:'))
      return refuse('bad_request', 'addresses must begin with https://', `${at}.target.url`)
  }
  return null
}
