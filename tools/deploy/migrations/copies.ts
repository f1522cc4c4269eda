import { createReadStream, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { documentsOf } from '../documentsOf'
import type { Environment } from '../environment'

const ending = '.jsonl'

/** Where the documents of a form are kept before they get the next one. */
export const folderOfSchema = (backups: string, schema: number): string => join(backups, `schema-${schema}`)

/**
 * Copies a collection into a folder, one document a line as JSON. A copy that is there stays: after a break it is that of
 * the first run which has the documents as they were.
 * @returns how many documents there are
 */
export async function copyCollection(
  environment: Pick<Environment, 'readAfter'>,
  collection: string,
  folder: string,
): Promise<number> {
  const lines: string[] = []
  for await (const document of documentsOf(environment, collection))
    lines.push(`${JSON.stringify(document, withDates)}\n`)
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(join(folder, collection + ending), lines.join(''), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return lines.length
}

/** Collections of which a folder has a copy. */
export function copiedCollections(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder)
    .filter((name) => name.endsWith(ending))
    .map((name) => name.slice(0, -ending.length))
    .sort()
}

/** The documents of a copy, as they were. */
export async function* copiedDocuments(folder: string, collection: string): AsyncGenerator<{ _id: string }> {
  for await (const line of createInterface({ input: createReadStream(join(folder, collection + ending)) }))
    yield JSON.parse(line, toDates) as { _id: string }
}

/** A date tells itself apart from a text. */
function withDates(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key]
  return original instanceof Date ? { $date: original.getTime() } : value
}

function toDates(_: string, value: unknown): unknown {
  const { $date, ...rest } = Object(value) as { $date?: unknown }
  return typeof $date === 'number' && Object.keys(rest).length === 0 ? new Date($date) : value
}
