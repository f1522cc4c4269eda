import type { InsertOutcome } from '../../../core/ports'

/** As a database does: an id is taken once. */
export const insertInto = <T extends { _id: string }>(map: Map<string, T>, document: T): InsertOutcome => {
  if (map.has(document._id)) return 'exists'
  map.set(document._id, structuredClone(document))
  return 'inserted'
}

/** Writes over the version that the writer saw; 0 where there was none. */
export const compareAndSet = <T extends { _id: string; version: number }>(
  map: Map<string, T>,
  document: T,
  expected: number,
): boolean => {
  if ((map.get(document._id)?.version ?? 0) !== expected) return false
  map.set(document._id, structuredClone(document))
  return true
}

/** @returns how many */
export const removeWhere = <T>(map: Map<string, T>, gone: (value: T) => boolean): number => {
  const ids = [...map].filter(([, value]) => gone(value)).map(([id]) => id)
  for (const id of ids) map.delete(id)
  return ids.length
}

/** Of [from, to). */
export const within = (value: number, from: number, to: number): boolean => value >= from && value < to
