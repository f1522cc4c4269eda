import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'

/** All files under a folder, sorted, as absolute paths; an absent folder has none. */
export function listFiles(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .sort()
}

/** Names of the folders directly inside a folder, sorted. */
export function listFolders(folder: string): string[] {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
}

/** Writes a file and the folders above it. */
export function writeFile(path: string, content: string | Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, content)
}

/** Sum of the sizes of the files under a folder. */
export function folderBytes(folder: string): number {
  return listFiles(folder).reduce((bytes, file) => bytes + statSync(file).size, 0)
}

/** One hash over names and contents of all files under some folders (or of single files). */
export function hashOf(paths: string[]): string {
  const hash = createHash('sha256')
  for (const path of paths) {
    const files = existsSync(path) && statSync(path).isFile() ? [path] : listFiles(path)
    for (const file of files)
      hash
        .update(`${relative(path, file)}\0`)
        .update(readFileSync(file))
        .update('\0')
  }
  return hash.digest('hex')
}

/**
 * Puts a finished folder in the place of an old one. Both moves are renames, so that somebody who reads the place
 * meanwhile sees the old build or the new one, never half of each.
 */
export function replaceFolder(finished: string, place: string): void {
  mkdirSync(dirname(place), { recursive: true })
  const old = join(dirname(finished), `${basename(place)}-old`)
  rmSync(old, { recursive: true, force: true })
  if (existsSync(place)) renameSync(place, old)
  renameSync(finished, place)
  rmSync(old, { recursive: true, force: true })
}
