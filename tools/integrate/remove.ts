import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { Change } from './changes'
import { editFile } from './edits/fileEdit'
import { changedByHand } from './plan'
import { type Record, recordFile } from './record'

/** What takes everything out again: their files are byte for byte what they were, but for what they changed since. */
export function planRemoval(folder: string, record: Record): { changes: Change[]; problems: string[] } {
  const problems = changedByHand(folder, record)
  const changes: Change[] = []
  for (const [path, fragments] of Object.entries(record.inserted)) {
    const edit = editFile(folder, path, [], fragments)
    if (typeof edit === 'string') problems.push(edit)
    else changes.push({ kind: 'edit', path, before: edit.before, after: edit.after })
  }
  for (const path of Object.keys(record.created)) {
    if (existsSync(join(folder, path))) changes.push({ kind: 'delete', path })
  }
  return { changes: [...changes, { kind: 'delete', path: recordFile }], problems }
}
