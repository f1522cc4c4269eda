import type { CollectionSpec, IndexSpec } from '../../database/collections'
import type { Environment } from './environment'
import type { DeployedFunction } from './functions'

/** One thing that a deployment does. Repeating it changes nothing, so a deployment that broke is simply run again. */
export interface Step {
  kind: 'account' | 'collection' | 'document' | 'maps' | 'function'
  name: string
  /** what it will do, one line each, for the plan */
  describe(): string[]
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
    run: async (environment) => {
      const collection = await environment.createCollection(name)
      await environment.closeToPhones(name)
      const indexed = indexes.length === 0 ? '' : `, indexes ${await environment.createIndexes(name, indexes)}`
      return `${collection}, ${permission}${indexed}`
    },
  }
}

/** Uploads a function with its timer, memory and timeout. */
export function functionStep(built: DeployedFunction): Step {
  return {
    kind: 'function',
    name: built.name,
    describe: () => [
      `${built.runtime}, ${built.memoryMb} MB, ${built.timeoutSeconds} s`,
      ...built.timers.map((timer) => `timer ${timer.name}: ${timer.cron}`),
      ...built.openapi.map((permission) => `may call ${permission}`),
    ],
    run: async (environment) => {
      await environment.deployFunction(built.name)
      return 'uploaded'
    },
  }
}

function describeIndex({ name, fields, unique }: IndexSpec): string {
  const order = fields.map(({ field, direction }) => `${field} ${direction === 1 ? 'up' : 'down'}`).join(', ')
  return `index ${name} (${order})${unique === true ? ' unique' : ''}`
}
