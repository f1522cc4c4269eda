import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { folderBytes } from '../files'
import { root, shellBuilt } from '../paths'
import type { BuiltFile } from './report'

/** The browser phone and the desk around it, out of the built mini-program. */
export async function buildShell(): Promise<BuiltFile[]> {
  const ready = ['phone', 'desk'].filter((part) => existsSync(join(root, 'localcloud', part)))
  return ready.length === 0 ? [] : [{ name: 'browser phone', bytes: folderBytes(shellBuilt), budgetBytes: 6_000_000 }]
}
