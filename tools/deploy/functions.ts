import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { listFolders } from '../files'
import { shown } from '../paths'
import { DeployError } from './deployError'

/** A cloud function as the platform needs to know it. */
export interface DeployedFunction {
  name: string
  folder: string
  runtime: string
  memoryMb: number
  timeoutSeconds: number
  timers: { name: string; cron: string }[]
  /** open interfaces of WeChat that it may call, like subscribeMessage.send */
  openapi: string[]
}

/** The newest runtime that the SDK was tried on; esbuild's target is the same. */
const runtime = 'Nodejs18.15'
/** WeChat's cron has seven fields: second, minute, hour, day, month, weekday, year. */
const cron = z.string().regex(/^\S+( \S+){6}$/, 'needs seven fields, seconds first')

const configSchema = z.strictObject({
  permissions: z.strictObject({ openapi: z.array(z.string()) }).default({ openapi: [] }),
  triggers: z
    .array(z.strictObject({ name: z.string().min(1), type: z.literal('timer'), config: cron }))
    .max(1, 'a function has at most one timer')
    .default([]),
  timeout: z.number().int().min(1).max(900).default(3),
  memorySize: z.number().int().min(64).max(3072).default(256),
})

/**
 * Reads the functions of a folder, each from its config.json.
 * @throws DeployError naming file and field when a config.json is wrong.
 */
export function readFunctions(folder: string): DeployedFunction[] {
  return listFolders(folder).map((name) => readFunction(name, join(folder, name)))
}

function readFunction(name: string, folder: string): DeployedFunction {
  const config = readConfig(join(folder, 'config.json'))
  return {
    name,
    folder,
    runtime,
    memoryMb: config.memorySize,
    timeoutSeconds: config.timeout,
    timers: config.triggers.map((trigger) => ({ name: trigger.name, cron: trigger.config })),
    openapi: config.permissions.openapi,
  }
}

function readConfig(file: string): z.infer<typeof configSchema> {
  if (!existsSync(file)) return configSchema.parse({})
  const parsed = configSchema.safeParse(parseJson(file))
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new DeployError(`${shown(file)}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}`)
}

function parseJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new DeployError(`${shown(file)} is not JSON: ${(error as Error).message}`)
  }
}
