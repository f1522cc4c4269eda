import { resolve } from 'node:path'
import commands from '../setup/commands.json'
import { DeployError } from './deployError'

/** What `npm run deploy` was asked to do. */
export type DeployRequest =
  | {
      kind: 'deploy'
      environment: string
      /** `dryRun` only shows; the last two go back: the documents of a migration, the functions of a deployment */
      mode: 'deploy' | 'dryRun' | 'restore' | 'rollback'
      app: string | undefined
    }
  /** Writes cloudbaserc.json anew out of the functions' config.json. */
  | { kind: 'write-config' }

const usage = `usage: ${commands.deploy.usage}`
const modes = { '--dry-run': 'dryRun', '--restore': 'restore', '--rollback': 'rollback' } as const
const isMode = (word: string | undefined): word is keyof typeof modes => Object.hasOwn(modes, String(word))
/** As WeChat's console shows it: letters and digits, a hyphen, the suffix that WeChat adds. */
const environmentPattern = /^[a-z][a-z0-9]*(-[a-z0-9]+)+$/i

/** @throws DeployError that names the word which is wrong. */
export function parseArguments(words: string[]): DeployRequest {
  if (words.length === 1 && words[0] === '--write-config') return { kind: 'write-config' }
  let environment: string | undefined
  let mode: 'deploy' | (typeof modes)[keyof typeof modes] = 'deploy'
  let app: string | undefined
  for (let index = 0; index < words.length; index += 1) {
    const word = words[index]
    if (isMode(word)) {
      if (mode !== 'deploy' && mode !== modes[word]) throw new DeployError(`only one of them at a time; ${usage}`)
      mode = modes[word]
    } else if (word === '--env') {
      index += 1
      environment = words[index]
    } else if (word === '--app') {
      index += 1
      app = words[index]
      if (app === undefined || app.startsWith('--')) throw new DeployError(`--app needs a folder after it; ${usage}`)
    } else if (word?.startsWith('--env=')) environment = word.slice('--env='.length)
    else throw new DeployError(`"${word}" is not known; ${usage}`)
  }
  if (environment === undefined || environment.startsWith('--')) {
    throw new DeployError(`--env is missing: the id of the cloud environment, as WeChat's console shows it; ${usage}`)
  }
  if (!environmentPattern.test(environment)) {
    throw new DeployError(`--env ${environment} is no id of an environment: they look like shop-1a2b3c; ${usage}`)
  }
  return { kind: 'deploy', environment, mode, app: app === undefined ? undefined : resolve(app) }
}
