import { randomBytes } from 'node:crypto'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import { firstSettings, firstStore, localTemplates } from '../../database/seed/firstDocuments'
import type { LocalCloud } from '../../localcloud/localCloud'
import type { Subject } from '../deploy/subject'
import { insertAll } from './insertAll'

/** What a deployment writes first, for an app into which `npm run integrate` has put us. Once; the code is shown then. */
export async function openIntegrated(
  { database, clock }: Pick<LocalCloud, 'database' | 'clock'>,
  { store, orders, pages }: Subject,
  say: (line: string) => void,
): Promise<void> {
  if (database.find('settings', {}, 1).total > 0) return
  const salt = randomBytes(32).toString('base64url')
  const code = oneTimeCodes.make()
  const templates = placedTemplates(pages)
  const secrets = { salt, claimHash: oneTimeCodes.hash(code, salt) }
  await insertAll(database, 'settings', [firstSettings(secrets, templates, orders)])
  await insertAll(database, 'stores', [firstStore(clock.now(), store)])
  say(`看店 is in this app: the owner's page is ${pages}/pages/overview/index, the first owner's claim code is ${code}`)
}

/** Messages lead to the incident's page, wherever the pages lie in this app. */
function placedTemplates(pages: string): typeof localTemplates {
  const text = JSON.stringify(localTemplates).replaceAll('"admin/pages/', `"${pages}/pages/`)
  return JSON.parse(text) as typeof localTemplates
}
