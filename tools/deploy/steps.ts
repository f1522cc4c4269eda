import type { CollectionSpec, IndexSpec } from '../../database/collections'
import { keepBefore } from './before'
import type { Environment, Seen } from './environment'
import type { DeployedFunction } from './functions'
import { type Ledger, underWay } from './ledger'

/** One thing that a deployment does. Repeating it changes nothing, so a deployment that broke is simply run again. */
export interface Step {
  kind: 'account' | 'collection' | 'document' | 'migration' | 'maps' | 'function' | 'record'
  name: string
  /** what it will do, one line each, for the plan */
  describe(): string[]
  /** whether the environment has it already, so that there is nothing to do */
  isDone?(seen: Seen): boolean
  /** @returns what it did, in a few words */
  run(environment: Environment): Promise<string>
}

/** Logs the `tcb` command in, which deploys the functions. */
export function logInStep(): Step {
  return {
    kind: 'account',
    name: 'tcb',
    describe: () => ['log in with TENCENTCLOUD_SECRETID and TENCENTCLOUD_SECRETKEY'],
    run: async (environment) => {
      await environment.logIn()
      return 'logged in'
    },
  }
}

/** Creates a collection, closes it to phones, and adds the indexes that it lacks. */
export function collectionStep({ name, permission, indexes }: CollectionSpec): Step {
  return {
    kind: 'collection',
    name,
    describe: () => [permission, ...indexes.map(describeIndex)],
    isDone: ({ collections }) => {
      const seen = collections.get(name)
      return seen?.permission === permission && indexes.every((index) => seen.indexes.includes(index.name))
    },
    run: async (environment) => {
      const collection = await environment.createCollection(name)
      await environment.closeToPhones(name)
      const indexed = indexes.length === 0 ? '' : `, indexes ${await environment.createIndexes(name, indexes)}`
      return `${collection}, ${permission}${indexed}`
    },
  }
}

/** What a function step needs beside the function. */
export interface FunctionPlace {
  /** of its built folder */
  hash: string
  /** where the code that ran before is kept, for --rollback */
  before: string
  ledger: Ledger
}

/** Uploads a function with its timer, memory and timeout; what ran before is kept. */
export function functionStep(built: DeployedFunction, { hash, before, ledger }: FunctionPlace): Step {
  const key = functionKey(built.name)
  let runs = false
  return {
    kind: 'function',
    name: built.name,
    describe: () => [
      `${built.runtime}, ${built.memoryMb} MB, ${built.timeoutSeconds} s`,
      ...built.timers.map((timer) => `timer ${timer.name}: ${timer.cron}`),
      ...built.openapi.map((permission) => `may call ${permission}`),
    ],
    isDone: ({ functions }) => {
      runs = functions.has(built.name)
      return runs && ledger.has(key, hash)
    },
    run: async (environment) => {
      // what a broken upload left is no version to go back to
      const keeps = runs && !ledger.has(key, underWay)
      if (keeps) await keepBefore(environment, built.name, before, ledger)
      await ledger.note(key, underWay)
      await environment.deployFunction(built.name)
      await ledger.note(key, hash)
      return keeps ? 'uploaded, what ran before is kept' : 'uploaded'
    },
  }
}

export const functionKey = (name: string): string => `function ${name}`

/** The first record: from here on what stands in the environment is known to be ours. */
export function beginStep(ledger: Ledger): Step {
  return {
    kind: 'record',
    name: 'begin',
    describe: () => ['settings/deployed keeps what was done'],
    isDone: ({ deployed }) => deployed !== null,
    run: async () => {
      await ledger.reached({})
      return 'begun'
    },
  }
}

/** The last step: what stands there now is this version. */
export function recordStep(version: string, ledger: Ledger): Step {
  return {
    kind: 'record',
    name: version,
    describe: () => ['written down in settings/deployed'],
    isDone: ({ deployed }) => deployed?.version === version,
    run: async () => {
      await ledger.reached({ version })
      return 'written down'
    },
  }
}

function describeIndex({ name, fields, unique }: IndexSpec): string {
  const order = fields.map(({ field, direction }) => `${field} ${direction === 1 ? 'up' : 'down'}`).join(', ')
  return `index ${name} (${order})${unique === true ? ' unique' : ''}`
}
