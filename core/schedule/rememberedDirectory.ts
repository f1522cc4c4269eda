import type { DirectoryRepository } from '../ports'
import type { Kept, RunMemory } from './runMemory'

/** Settings and stores as old as the situation allows; staff and last looks are always fresh. */
export const rememberedDirectory = (
  directory: DirectoryRepository,
  memory: RunMemory,
  nowMs: number,
): DirectoryRepository => {
  const isFresh = (kept: Kept<unknown> | null): boolean =>
    kept !== null && nowMs >= kept.atMs && nowMs - kept.atMs < memory.directoryAgeMs
  return {
    ...directory,
    settings: async () => {
      if (memory.settings !== null && isFresh(memory.settings)) return memory.settings.value
      const value = await directory.settings()
      memory.settings = value === null ? null : { value, atMs: nowMs }
      return value
    },
    stores: async () => {
      if (memory.stores !== null && isFresh(memory.stores)) return memory.stores.value
      const value = await directory.stores()
      memory.stores = value.length === 0 ? null : { value, atMs: nowMs }
      return value
    },
    noteAlsoIn: async (...note) => {
      memory.stores = null
      await directory.noteAlsoIn(...note)
    },
    moveStore: async (...move) => {
      memory.stores = null
      await directory.moveStore(...move)
    },
    markSeen: async (store, atMs) => {
      await directory.markSeen(store, atMs)
      const known = memory.stores
      if (known === null) return
      memory.stores = {
        ...known,
        value: known.value.map((one) => (one._id === store ? { ...one, firstSeenAt: one.firstSeenAt ?? atMs } : one)),
      }
    },
  }
}
