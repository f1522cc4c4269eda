import { shown } from '../../paths'
import { documentsOf } from '../documentsOf'
import type { Environment } from '../environment'
import type { Ledger } from '../ledger'
import type { Step } from '../steps'
import { copyCollection, folderOfSchema } from './copies'
import type { Migration } from './migration'

/** Keeps the documents in files, then brings them into their new form. Broken in the middle, it is repeated. */
export function migrationStep(migration: Migration, backups: string, ledger: Ledger): Step {
  const { to, says, documents } = migration
  const folder = folderOfSchema(backups, to - 1)
  return {
    kind: 'migration',
    name: `schema ${to}`,
    describe: () => [says, `before it, a copy of ${Object.keys(documents).join(', ')} goes to ${shown(folder)}`],
    isDone: () => ledger.schema >= to,
    run: async (environment) => {
      let [kept, changed] = [0, 0]
      for (const name of Object.keys(documents)) kept += await copyCollection(environment, name, folder)
      for (const [name, renew] of Object.entries(documents)) changed += await renewAll(environment, name, renew)
      await ledger.reached({ schema: to })
      return `${kept} documents kept in ${shown(folder)}, ${changed} changed`
    },
  }
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
