import type { DirectoryRepository } from '../core/ports'

/** Settings, stores and staff may be this old in a warm instance (PERFORMANCE, cost.calls.dashboard24h). */
export const CACHED_MS = 60_000

/** Keeps what was read for CACHED_MS. A write through it forgets; what other instances write is seen later. */
export function cachedDirectory(directory: DirectoryRepository, now: () => number): DirectoryRepository {
  let settings = keep(directory.settings, now)
  let stores = keep(directory.stores, now)
  let staff = keep(directory.staff, now)
  return {
    settings: () => settings(),
    stores: () => stores(),
    staff: () => staff(),
    readStaff: directory.readStaff,
    writeSettings: (...change) => {
      settings = keep(directory.settings, now)
      return directory.writeSettings(...change)
    },
    writeStore: (store) => {
      stores = keep(directory.stores, now)
      return directory.writeStore(store)
    },
    markSeen: (store, atMs) => {
      stores = keep(directory.stores, now)
      return directory.markSeen(store, atMs)
    },
    writeStaff: (person) => {
      staff = keep(directory.staff, now)
      return directory.writeStaff(person)
    },
  }
}

/** Nothing found is not kept: it may be there a moment later. */
function keep<T>(read: () => Promise<T>, now: () => number): () => Promise<T> {
  let kept: { value: T; atMs: number } | null = null
  return async () => {
    const age = kept === null ? Number.POSITIVE_INFINITY : now() - kept.atMs
    if (kept !== null && age >= 0 && age < CACHED_MS) return kept.value
    const value = await read()
    kept = value === null ? null : { value, atMs: now() }
    return value
  }
}
