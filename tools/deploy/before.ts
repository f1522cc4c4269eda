import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { listFolders, writeFile } from '../files'
import { cloudbasercText } from './cloudbaserc'
import { DeployError } from './deployError'
import type { Environment } from './environment'
import { readFunctions } from './functions'
import type { Ledger } from './ledger'

const noteFile = 'before.json'

/** What ran before a deployment: functions in a folder of this machine. */
export interface Before {
  folder: string
  /** epoch ms */
  at: number
  schema: number
  names: string[]
}

/** Downloads what runs now into the folder of a deployment. */
export async function keepBefore(
  environment: Environment,
  name: string,
  folder: string,
  ledger: Ledger,
): Promise<void> {
  const place = join(folder, name)
  mkdirSync(place, { recursive: true })
  await environment.downloadFunction(name, place)
  writeFile(join(folder, noteFile), `${JSON.stringify({ at: Date.now(), schema: ledger.schema })}\n`)
}

/** The last that was kept under a folder; null when nothing was. */
function latestBefore(kept: string): Before | null {
  const found = listFolders(kept).flatMap((name): Before[] => {
    const folder = join(kept, name)
    if (!existsSync(join(folder, noteFile))) return []
    const note = JSON.parse(readFileSync(join(folder, noteFile), 'utf8')) as { at: number; schema: number }
    return [{ folder, ...note, names: listFolders(folder) }]
  })
  return found.sort((a, b) => b.at - a.at)[0] ?? null
}

/**
 * Brings back the functions that ran before the last deployment, with their timers and memory.
 * @throws DeployError when nothing was kept, or when they could not read what is stored now
 */
export async function rollBack(
  environment: Environment,
  kept: string,
  ledger: Ledger,
  say: (line: string) => void,
): Promise<void> {
  const before = latestBefore(kept)
  if (before === null) throw new DeployError('nothing was kept on this machine that could be brought back')
  if (before.schema !== ledger.schema) {
    throw new DeployError(
      `the functions kept in ${before.folder} read documents of schema ${before.schema}; stored are documents of schema ` +
        `${ledger.schema}: bring the documents back first (--restore), or deploy a version that knows them instead`,
    )
  }
  const { folder, names } = before
  writeFileSync(join(folder, 'cloudbaserc.json'), cloudbasercText(readFunctions(folder), '.'))
  for (const [index, name] of names.entries()) {
    await environment.redeployFunction(name, folder)
    // not the hash of any build: the next deployment uploads again
    await ledger.note(`function ${name}`, `rolled back ${before.at}`)
    say(`[${index + 1}/${names.length}] function ${name}: as before`)
  }
  await ledger.reached({ version: 'rolled back' })
  renameSync(folder, `${folder}-brought-back-${Date.now()}`)
}
