import type { Collection, Command } from '../cloud'
import { insertOnce } from './insertOnce'

/**
 * Writes a whole document if it still has the expected version; version 0 is "not there yet".
 * @returns false if somebody was faster: read again
 */
export async function compareAndSet<T extends { _id: string; version: number }>(
  collection: Collection,
  command: Command,
  document: T,
  expectedVersion: number,
): Promise<boolean> {
  const { _id, ...fields } = document
  const change = replaceFields(command, fields)
  const { stats } = await collection.where({ _id, version: expectedVersion }).update({ data: change })
  if (stats.updated > 0) return true
  return expectedVersion === 0 && (await insertOnce(collection, document)) === 'inserted'
}

/** An update merges nested objects field by field; `set` replaces them, so that what is gone is gone. */
export const replaceFields = (command: Command, fields: object): Record<string, unknown> =>
  Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, command.set(value)]))
