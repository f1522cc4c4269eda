import { existsSync, readdirSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { type Cron, parseCron } from '../timers/cron'
import { readFunctionConfig } from './functionConfig'

export interface TimerTrigger {
  name: string
  /** As written in config.json. */
  text: string
  cron: Cron
}

/** A function folder as the local cloud runs it. */
export interface FunctionSpec {
  name: string
  folder: string
  timeoutMs: number
  memoryMb: number
  openapiPermissions: readonly string[]
  timers: readonly TimerTrigger[]
  configFiles: readonly string[]
}

const NAME = /^[A-Za-z][\w-]{0,59}$/

/**
 * Reads every function folder (one with an `index.js`) of the given folders; a later folder may not repeat a name.
 * @throws Error naming the file when a folder is missing, a name is taken twice or a config.json is not valid
 */
export function readFunctionCatalog(folders: readonly string[]): Map<string, FunctionSpec> {
  const catalog = new Map<string, FunctionSpec>()
  for (const { name, folder } of functionFolders(folders)) {
    const other = catalog.get(name)
    if (other) throw new Error(`function ${name} is both in ${other.folder} and in ${folder}`)
    catalog.set(name, readFunction(name, folder))
  }
  return catalog
}

/** Every folder with an `index.js`, in order of name within each root. @throws Error when a root is missing */
export function functionFolders(roots: readonly string[]): { name: string; folder: string }[] {
  return roots
    .map((each) => resolve(each))
    .flatMap((root) => {
      if (!existsSync(root)) throw new Error(`functions folder ${root} does not exist`)
      const folders = readdirSync(root).sort()
      return folders.map((name) => ({ name, folder: join(root, name) })).filter(({ folder }) => isFunction(folder))
    })
}

const isFunction = (folder: string): boolean => statSync(folder).isDirectory() && existsSync(join(folder, 'index.js'))

/** @throws Error naming the file when the name or the config is not valid */
export function readFunction(name: string, folder: string): FunctionSpec {
  if (!NAME.test(name)) throw new Error(`${folder} is not a name for a function: letters, digits, - and _ only`)
  const { timeoutMs, memoryMb, openapiPermissions, triggers, files } = readFunctionConfig(name, folder)
  const timers = triggers.map((trigger) => readTrigger(trigger, files[0] ?? folder))
  return { name, folder, timeoutMs, memoryMb, openapiPermissions, timers, configFiles: files }
}

function readTrigger(trigger: { name: string; config: string }, path: string): TimerTrigger {
  try {
    return { name: trigger.name, text: trigger.config, cron: parseCron(trigger.config) }
  } catch (error) {
    throw new Error(`${path}: timer ${trigger.name}: ${(error as Error).message}`)
  }
}
