import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { IntegrateError } from './integrateError'
import { mappingSchema } from './orders/mappingSchema'

export const recordFile = 'kandian.json'

const recordSchema = z.strictObject({
  note: z.string(),
  version: z.string(),
  store: z.strictObject({ id: z.string(), name: z.string() }),
  /** folder of the owner's pages in the app */
  pages: z.string(),
  watch: z.array(z.string()),
  /** the environment that our start script opens; null: the app opens its own */
  environment: z.string().nullable(),
  /** how to read the shop's own orders; null: none were found */
  orders: mappingSchema.nullable(),
  /** path → first characters of its SHA-256 */
  created: z.record(z.string(), z.string()),
  /** path → what was put in */
  inserted: z.record(z.string(), z.array(z.string())),
  /** folders that were made, innermost last */
  folders: z.array(z.string()),
})

/** What `integrate` did to a project, kept in it: by this it is undone, brought up to date, and deployed. */
export type Record = z.infer<typeof recordSchema>

/** @throws IntegrateError naming the field that is wrong */
export function readRecord(folder: string): Record | null {
  const file = join(folder, recordFile)
  if (!existsSync(file)) return null
  const remedy = `put it back from git, or take everything out by hand and delete ${recordFile}`
  let value: unknown
  try {
    value = JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw new IntegrateError(`${recordFile} is not JSON (${(error as Error).message}): ${remedy}`)
  }
  const parsed = recordSchema.safeParse(value)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw new IntegrateError(`${recordFile}: ${issue?.path.join('.') || 'the file'}: ${issue?.message}: ${remedy}`)
}

export const recordText = (record: Record): string => `${JSON.stringify(record, null, 2)}\n`
