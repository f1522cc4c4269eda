import type { Seen } from './environment'
import type { DeployedFunction } from './functions'
import type { Ledger } from './ledger'
import { functionKey } from './steps'
import type { Subject } from './subject'

/** What has our names in an environment and is somebody else's, a sentence each. */
export function conflicts(
  seen: Seen,
  { collections }: Pick<Subject, 'collections'>,
  functions: readonly DeployedFunction[],
  ledger: Ledger,
): string[] {
  const isOurs = seen.deployed !== null || seen.hasSettings
  // an empty `settings` is what a deployment leaves that broke in its first step
  const taken = isOurs
    ? []
    : collections.filter(({ name }) => seen.collections.has(name) && !(name === 'settings' && seen.settingsAreEmpty))
  const madeByHand = seen.deployed === null && seen.hasSettings
  const foreign = functions.filter(
    ({ name }) => seen.functions.has(name) && !madeByHand && !ledger.knows(functionKey(name)),
  )
  return [
    ...taken.map(({ name }) => `collection ${name} is there and not ours: rename it, or take another environment`),
    ...foreign.map(({ name }) => `function ${name} is there and not ours: rename it, or take another environment`),
  ]
}
