import { existsSync, readFileSync, rmdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { writeFile } from '../files'
import type { Change } from './changes'

/** Makes the changes; when one fails, those before it are undone, and the error is thrown on. */
export function applyChanges(folder: string, changes: readonly Change[], folders: readonly string[] = []): void {
  const undo: (() => void)[] = []
  try {
    for (const change of changes) {
      const file = join(folder, change.path)
      const was = existsSync(file) ? readFileSync(file) : null
      undo.push(() => (was === null ? rmSync(file, { force: true }) : writeFile(file, was)))
      applyChange(file, change)
    }
  } catch (error) {
    for (const step of undo.reverse()) step()
    removeEmpty(folder, folders)
    throw error
  }
}

function applyChange(file: string, change: Change): void {
  if (change.kind === 'delete') rmSync(file, { force: true })
  else writeFile(file, change.kind === 'edit' ? change.after : change.content)
}

/** Removes those of the folders that are empty, innermost first. */
export function removeEmpty(folder: string, folders: readonly string[]): void {
  for (const path of [...folders].sort().reverse()) {
    try {
      rmdirSync(join(folder, path))
    } catch {
      // somebody's file is in it, or it is gone
    }
  }
}
