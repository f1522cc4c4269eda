import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'

/** First characters of a file's SHA-256: enough to see that it was changed. */
export const shortHash = (content: Buffer): string => createHash('sha256').update(content).digest('hex').slice(0, 16)

/** Folders that files need and that are not there yet, besides those already made; outer ones first. */
export function foldersFor(folder: string, paths: readonly string[], made: readonly string[]): string[] {
  const wanted = new Set<string>()
  for (const path of paths) {
    for (let above = posix.dirname(path); above !== '.'; above = posix.dirname(above)) wanted.add(above)
  }
  return [...wanted].filter((path) => made.includes(path) || !existsSync(join(folder, path))).sort()
}
