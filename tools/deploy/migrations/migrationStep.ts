import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { shown } from '../../paths'
import { documentsOf } from '../documentsOf'
import type { Environment } from '../environment'
import type { Ledger } from '../ledger'
import type { Step } from '../steps'
import type { Migration } from './migration'

/** Keeps the documents in files, then brings them into their new form. Broken in the middle, it is repeated. */
export function migrationStep(migration: Migration, backups: string, ledger: Ledger): Step {
  const { to, says, documents } = migration
  const folder = join(backups, `schema-${to - 1}`)
  return {
    kind: 'migration',
    name: `schema ${to}`,
    describe: () => [says, `before it, a copy of ${Object.keys(documents).join(', ')} goes to ${shown(folder)}`],
    isDone: () => ledger.schema >= to,
    run: async (environment) => {
      let [kept, changed] = [0, 0]
      for (const name of Object.keys(documents)) kept += await keep(environment, name, folder)
      for (const [name, renew] of Object.entries(documents)) changed += await renewAll(environment, name, renew)
      await ledger.reached({ schema: to })
      return `${kept} documents kept in ${shown(folder)}, ${changed} changed`
    },
  }
}

/** One document a line, as JSON; a second run, after a break, does not overwrite the copy of the first. */
async function keep(environment: Environment, collection: string, folder: string): Promise<number> {
  const lines: string[] = []
  for await (const document of documentsOf(environment, collection))
    lines.push(`${JSON.stringify(document, withDates)}\n`)
  mkdirSync(folder, { recursive: true })
  try {
    writeFileSync(join(folder, `${collection}.jsonl`), lines.join(''), { flag: 'wx' })
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error
  }
  return lines.length
}

async function renewAll(
  environment: Environment,
  collection: string,
  renew: (document: { _id: string }) => { _id: string },
): Promise<number> {
  let changed = 0
  for await (const document of documentsOf(environment, collection)) {
    const renewed = renew(document)
    if (renewed === document) continue
    await environment.putDocument(collection, renewed)
    changed += 1
  }
  return changed
}

/** A date tells itself apart from a text. */
function withDates(this: Record<string, unknown>, key: string, value: unknown): unknown {
  const original = this[key]
  return original instanceof Date ? { $date: original.getTime() } : value
}
