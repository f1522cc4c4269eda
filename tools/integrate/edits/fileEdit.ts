import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type Insertion, insert, takeOut, textOf } from './insertion'

/** A file of theirs into which something is put. */
export interface FileEdit {
  path: string
  before: string
  after: string
  /** what is in it afterwards that is ours */
  inserted: string[]
}

/** Computes where something goes into a text that has nothing of ours. */
export type Insert = (text: string) => Insertion

/**
 * Puts insertions into a file, after taking out what an earlier run put in. What is there already stays where it is.
 * @param known fragments of the earlier run
 * @returns a sentence when those are not there any more
 */
export function editFile(
  folder: string,
  path: string,
  inserts: readonly Insert[],
  known: readonly string[],
): FileEdit | string {
  const file = join(folder, path)
  const before = existsSync(file) ? textOf(readFileSync(file), path) : ''
  const bare = takeOut(before, known)
  if (bare === null) return `${path}: what was put in was changed by somebody: put it back as it was (git diff ${path})`
  let after = bare
  const inserted: string[] = []
  for (const place of inserts) {
    const insertion = place(after)
    after = insert(after, insertion)
    inserted.push(insertion.text)
  }
  // somebody may have added a line behind ours: then ours need not move
  if (same(inserted, known)) return { path, before, after: before, inserted: [...known] }
  return { path, before, after, inserted }
}

const same = (wanted: readonly string[], known: readonly string[]): boolean =>
  wanted.length === known.length && wanted.every((text, index) => bareText(text) === bareText(known[index] as string))

/** Without what depends on the neighbours: blanks and commas at the ends. */
const bareText = (text: string): string => text.replace(/^[\s,]+|[\s,]+$/g, '')
