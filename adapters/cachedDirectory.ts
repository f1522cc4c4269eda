import type { DirectoryRepository } from '../core/ports'

/** Settings, stores and staff may be this old in a warm instance (PERFORMANCE, cost.calls.dashboard24h). */
export const CACHED_MS = 60_000

/** Keeps what was read for CACHED_MS. A write through it forgets; what other instances write is seen later. */
export function cachedDirectory(directory: DirectoryRepository, now: () => number): DirectoryRepository {
  const keep = <T>(read: () => Promise<T>) => kept(read, now)
  let settings = keep(directory.settings)
  let stores = keep(directory.stores)
  let staff = keep(directory.staff)
  return {
    settings: () => settings(),
    stores: () => stores(),
    staff: () => staff(),
    readStaff: directory.readStaff,
    writeSettings: (...change) => {
      settings = keep(directory.settings)
      return directory.writeSettings(...change)
    },
    noteSaving: (saving) => {
      settings = keep(directory.settings)
      return directory.noteSaving(saving)
    },
    writeStore: (store) => {
      stores = keep(directory.stores)
      return directory.writeStore(store)
    },
    noteAlsoIn: (...note) => {
      stores = keep(directory.stores)
      return directory.noteAlsoIn(...note)
    },
    moveStore: (...move) => {
      stores = keep(directory.stores)
      return directory.moveStore(...move)
    },
    markSeen: (store, atMs) => {
      stores = keep(directory.stores)
      return directory.markSeen(store, atMs)
    },
    writeStaff: (person) => {
      staff = keep(directory.staff)
      return directory.writeStaff(person)
    },
  }
}

/** Nothing found is not kept: it may be there a moment later. */
function kept<T>(read: () => Promise<T>, now: () => number): () => Promise<T> {
  let known: { value: T; atMs: number } | null = null
  return async () => {
    const age = known === null ? Number.POSITIVE_INFINITY : now() - known.atMs
    if (known !== null && age >= 0 && age < CACHED_MS) return known.value
    const value = await read()
    known = value === null ? null : { value, atMs: now() }
    return value
  }
}
