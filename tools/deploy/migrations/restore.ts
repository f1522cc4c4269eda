import { shown } from '../../paths'
import { DeployError } from '../deployError'
import { documentsOf } from '../documentsOf'
import type { Environment } from '../environment'
import type { Ledger } from '../ledger'
import { copiedCollections, copiedDocuments, copyCollection, folderOfSchema } from './copies'

/**
 * Writes the documents that were kept before the last migration back, each whole. What is stored now is copied first. What
 * came since stays in its new form; what is gone since stays gone, for its time was over or somebody had it forgotten.
 * May be repeated.
 * @param backups folder of the copies
 * @throws DeployError when this machine has no copy
 */
export async function restoreDocuments(
  environment: Environment,
  backups: string,
  ledger: Ledger,
  nowMs: number,
  say: (line: string) => void,
): Promise<void> {
  const [newer, older] = [ledger.schema, ledger.schema - 1]
  const copy = folderOfSchema(backups, older)
  const collections = copiedCollections(copy)
  if (collections.length === 0) {
    throw new DeployError(
      `stored are documents of schema ${newer}, and this machine has no copy of those before: it would lie in ` +
        `${shown(copy)} of the machine that deployed`,
    )
  }
  const aside = `${folderOfSchema(backups, newer)}-until-${nowMs}`
  for (const name of collections) await copyCollection(environment, name, aside)
  for (const name of collections) {
    const stored = new Set<string>()
    for await (const { _id } of documentsOf(environment, name)) stored.add(_id)
    let [restored, gone] = [0, 0]
    for await (const document of copiedDocuments(copy, name)) {
      if (!stored.has(document._id)) gone += 1
      else {
        await environment.putDocument(name, document)
        restored += 1
      }
    }
    const since = stored.size - restored
    say(`${name}: ${restored} as before, ${since} that came since as they are, ${gone} gone since stay gone`)
  }
  await ledger.reached({ schema: older, version: 'documents restored' })
  say(`what was stored until now is kept in ${shown(aside)}`)
}
