import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

const triggerSchema = z.object({ name: z.string().min(1), type: z.literal('timer'), config: z.string() })
const settingsSchema = z.object({
  triggers: z.array(triggerSchema).optional(),
  /** Seconds. */
  timeout: z.number().positive().max(900).optional(),
  /** MB. */
  memorySize: z.number().int().min(64).max(3072).optional(),
})
/** `timeout` and `memorySize` are ours here; WeChat keeps those two in its console. */
const configSchema = settingsSchema.extend({
  permissions: z.object({ openapi: z.array(z.string()).default([]) }).optional(),
})
const rcSchema = z.looseObject({ functions: z.array(settingsSchema.extend({ name: z.string() })).default([]) })

export interface FunctionConfig {
  timeoutMs: number
  memoryMb: number
  openapiPermissions: readonly string[]
  triggers: readonly { name: string; config: string }[]
  /** Files that say so, or would: whose change means reading again. */
  files: readonly string[]
}

const DEFAULT_TIMEOUT_S = 3
const DEFAULT_MEMORY_MB = 256

/**
 * What the function's config.json says, else the project's cloudbaserc.json (beside the functions or one folder up),
 * else the platform's defaults.
 * @throws Error naming the file and the place in it
 */
export function readFunctionConfig(name: string, folder: string): FunctionConfig {
  const configPath = join(folder, 'config.json')
  const functionRoot = dirname(folder)
  const rcPaths = [functionRoot, dirname(functionRoot)].map((each) => join(each, 'cloudbaserc.json'))
  const config = readJson(configPath, configSchema) ?? {}
  const rcPath = rcPaths.find((path) => existsSync(path))
  const rc = rcPath === undefined ? undefined : readJson(rcPath, rcSchema)
  const deployed = rc?.functions.find((each) => each.name === name)
  return {
    timeoutMs: (config.timeout ?? deployed?.timeout ?? DEFAULT_TIMEOUT_S) * 1000,
    memoryMb: config.memorySize ?? deployed?.memorySize ?? DEFAULT_MEMORY_MB,
    openapiPermissions: config.permissions?.openapi ?? [],
    triggers: config.triggers ?? deployed?.triggers ?? [],
    files: [configPath, ...rcPaths],
  }
}

function readJson<T extends z.ZodType>(path: string, schema: T): z.output<T> | undefined {
  if (!existsSync(path)) return undefined
  let json: unknown
  try {
    json = JSON.parse(readFileSync(path, 'utf8'))
  } catch (error) {
    throw new Error(`${path} is not JSON: ${(error as Error).message}`)
  }
  const parsed = schema.safeParse(json)
  if (parsed.success) return parsed.data
  const issue = parsed.error.issues[0]
  throw new Error(`${path}: ${issue?.path.join('.') || 'config'}: ${issue?.message}`)
}
