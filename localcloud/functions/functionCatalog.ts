import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { z } from 'zod'
import { type Cron, parseCron } from '../timers/cron'

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
  entry: string
  timeoutMs: number
  memoryMb: number
  openapiPermissions: readonly string[]
  timers: readonly TimerTrigger[]
}

/** `timeout` (seconds) and `memorySize` (MB) are ours; WeChat keeps those two in its console. */
const configSchema = z.object({
  permissions: z.object({ openapi: z.array(z.string()).default([]) }).optional(),
  triggers: z.array(z.object({ name: z.string().min(1), type: z.literal('timer'), config: z.string() })).default([]),
  timeout: z.number().positive().max(900).default(3),
  memorySize: z.number().int().min(64).max(3072).default(256),
})

const NAME = /^[A-Za-z][\w-]{0,59}$/

/**
 * Reads every function folder (one with an `index.js`) of the given folders; a later folder may not repeat a name.
 * @throws Error naming the file when a folder is missing, a name is taken twice or a config.json is not valid
 */
export function readFunctionCatalog(folders: readonly string[]): Map<string, FunctionSpec> {
  const catalog = new Map<string, FunctionSpec>()
  for (const folder of folders.map((each) => resolve(each))) {
    if (!existsSync(folder)) throw new Error(`functions folder ${folder} does not exist`)
    for (const name of readdirSync(folder).sort()) {
      const spec = readFunction(name, join(folder, name))
      if (!spec) continue
      const other = catalog.get(name)
      if (other) throw new Error(`function ${name} is both in ${other.folder} and in ${spec.folder}`)
      catalog.set(name, spec)
    }
  }
  return catalog
}

function readFunction(name: string, folder: string): FunctionSpec | undefined {
  const entry = join(folder, 'index.js')
  if (!statSync(folder).isDirectory() || !existsSync(entry)) return undefined
  if (!NAME.test(name)) throw new Error(`${folder} is not a name for a function: letters, digits, - and _ only`)
  const configPath = join(folder, 'config.json')
  const config = readConfig(configPath)
  return {
    name,
    folder,
    entry,
    timeoutMs: config.timeout * 1000,
    memoryMb: config.memorySize,
    openapiPermissions: config.permissions?.openapi ?? [],
    timers: config.triggers.map((trigger) => readTrigger(trigger, configPath)),
  }
}

function readConfig(path: string): z.infer<typeof configSchema> {
  if (!existsSync(path)) return configSchema.parse({})
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`)
  }
  const parsed = configSchema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`${path}: ${issue?.path.join('.') || 'config'}: ${issue?.message}`)
}

function readTrigger(trigger: { name: string; config: string }, path: string): TimerTrigger {
  try {
    return { name: trigger.name, text: trigger.config, cron: parseCron(trigger.config) }
  } catch (error) {
    throw new Error(`${path}: timer ${trigger.name}: ${(error as Error).message}`)
  }
}
