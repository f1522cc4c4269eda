import { mkdtempSync, rmSync, statfsSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** Linux keeps this folder in memory. */
const IN_MEMORY = '/dev/shm'
/** Data folders, browser profiles and copies of apps of a whole run, with room to spare. */
const NEEDED_BYTES = 4 * 1024 ** 3

/**
 * Where a run of the tests keeps its temporary files: in memory where there is plenty of it. The local cloud answers a
 * write when it is on the disk; half of what its tests took was waiting for that, and no test pulls the plug.
 */
export function makeScratch(inMemory = IN_MEMORY, neededBytes = NEEDED_BYTES): string {
  return mkdtempSync(join(hasRoom(inMemory, neededBytes) ? inMemory : tmpdir(), 'kandian-test-'))
}

export const removeScratch = (folder: string): void => rmSync(folder, { recursive: true, force: true })

function hasRoom(folder: string, neededBytes: number): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder)
    return bavail * bsize >= neededBytes
  } catch {
    return false
  }
}
