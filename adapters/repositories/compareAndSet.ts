import type { Collection, Command } from '../cloud'
import { insertOnce } from './insertOnce'
import type { OptionalFields } from './optionalFields'

/**
 * Writes a whole document if it still has the expected version; version 0 is "not there yet".
 * @param optional the fields that the document may be without: those it is without are taken out
 * @returns false if somebody was faster: read again
 */
export async function compareAndSet<T extends { _id: string; version: number }>(
  collection: Collection,
  command: Command,
  document: T,
  expectedVersion: number,
  optional: OptionalFields<T>,
): Promise<boolean> {
  const change = replacing(command, document, optional)
  const { stats } = await collection.where({ _id: document._id, version: expectedVersion }).update({ data: change })
  if (stats.updated > 0) return true
  return expectedVersion === 0 && (await insertOnce(collection, document)) === 'inserted'
}

/** The change that makes a stored document this one. */
export const replacing = <T extends { _id: string }>(
  command: Command,
  document: T,
  optional: OptionalFields<T>,
): Record<string, unknown> => {
  const { _id, ...fields } = document
  const gone = Object.keys(optional).filter((name) => fields[name as keyof typeof fields] === undefined)
  return {
    ...replaceFields(command, fields),
    ...Object.fromEntries(gone.map((name) => [name, command.remove()])),
  }
}

/** An update merges nested objects field by field; `set` replaces them, so that what is gone is gone. */
export const replaceFields = (command: Command, fields: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, command.set(value)]])),
  )
