import type { Directory, DirectoryRepository } from '../core/ports'

/** Settings, stores and staff may be this old in a warm instance (PERFORMANCE, cost.calls.dashboard24h). */
export const CACHED_MS = 60_000

/**
 * Keeps what was read for CACHED_MS: whoever asks for a part reads all of it, in one call. A write through it forgets; what
 * other instances write is seen later.
 */
export function cachedDirectory(directory: DirectoryRepository, now: () => number): DirectoryRepository {
  let known: { value: Promise<Directory>; atMs: number } | null = null
  const all = async (): Promise<Directory> => {
    const age = known === null ? Number.POSITIVE_INFINITY : now() - known.atMs
    const isFresh = age >= 0 && age < CACHED_MS
    const kept = known !== null && isFresh ? known : { value: directory.all(), atMs: now() }
    known = kept
    const forget = () => {
      if (known === kept) known = null
    }
    const value = await kept.value.catch((reason: unknown) => {
      forget()
      throw reason
    })
    // nothing found is not kept: it may be there a moment later
    if (value.settings === null) forget()
    return value
  }
  const forgetting =
    <A extends unknown[], R>(write: (...change: A) => Promise<R>) =>
    (...change: A): Promise<R> => {
      known = null
      return write(...change)
    }
  return {
    all,
    settings: async () => (await all()).settings,
    stores: async () => (await all()).stores,
    staff: async () => (await all()).staff,
    readStaff: directory.readStaff,
    writeSettings: forgetting(directory.writeSettings),
    noteSaving: forgetting(directory.noteSaving),
    writeStore: forgetting(directory.writeStore),
    noteAlsoIn: forgetting(directory.noteAlsoIn),
    moveStore: forgetting(directory.moveStore),
    markSeen: forgetting(directory.markSeen),
    writeStaff: forgetting(directory.writeStaff),
    changeStaff: forgetting(directory.changeStaff),
  }
}
