import { randomBytes } from 'node:crypto'
import { oneTimeCodes } from '../../adapters/oneTimeCodes'
import type { AdminRequest } from '../../contract/admin'
import dishes from '../../database/seed/dishes.json'
import { firstSettings, firstStore, localTemplates } from '../../database/seed/firstDocuments'
import type { LocalCloud } from '../../localcloud/localCloud'
import { insertAll } from './insertAll'
import { PEOPLE } from './people'
import { PROBES } from './probes'
import { REMEDIES } from './remedies'
import { SAMPLE_APIS } from './sampleApis'
import { StartError } from './startError'

type Cloud = Pick<LocalCloud, 'database' | 'clock' | 'call' | 'subscribe'>

/** Writes the shop's past. @returns since when the shop has been measured, epoch ms */
export type WritePast = (salt: string) => Promise<number>

/** Whether a shop was opened in this data folder before. */
export const isOpened = ({ database }: Pick<Cloud, 'database'>): boolean =>
  database.find('staff', {}, 1).total >= PEOPLE.length

/**
 * A new shop: its dishes, the settings, and its staff, who join by the same codes as everybody and tap the consent
 * sheet for the messages they are to get.
 * @throws StartError when the folder holds half a shop
 */
export async function openShop(cloud: Cloud, writePast: WritePast | null, say: (line: string) => void): Promise<void> {
  const salt = randomBytes(32).toString('base64url')
  const code = oneTimeCodes.make()
  const { database } = cloud
  if (database.find('stores', {}, 1).total + database.find('settings', {}, 1).total > 0)
    throw new StartError(
      'the data folder holds half a shop: an earlier start was cut off; delete it or give another --data',
    )
  await insertAll(database, 'dishes', dishes)
  await insertAll(database, 'settings', [
    {
      ...firstSettings({ salt, claimHash: oneTimeCodes.hash(code, salt) }, localTemplates),
      mitigations: REMEDIES,
      probes: PROBES,
      apis: SAMPLE_APIS,
      plan: { pointsPerMonth: 40_000, monitorShare: 0.5 },
    },
  ])
  const since = writePast ? await writePast(salt) : null
  await insertAll(database, 'stores', [{ ...firstStore(since ?? cloud.clock.now()), firstSeenAt: since }])
  await hireStaff(cloud, code)
  say(`the shop is open: ${PEOPLE.map(({ name }) => name).join(', ')} work in it`)
}

async function hireStaff(cloud: Cloud, claimCode: string): Promise<void> {
  const [owner, ...others] = PEOPLE
  await admin(cloud, owner.openid, { action: 'claim', code: claimCode, name: owner.name })
  for (const { openid, name, role } of others) {
    const { code } = await admin<{ code: string }>(cloud, owner.openid, { action: 'invite', role })
    await admin(cloud, openid, { action: 'join', code, name })
  }
  for (const { openid, credits } of PEOPLE) {
    for (const kind of ['critical', 'normal', 'digest'] as const) {
      for (let tap = 0; tap < credits[kind]; tap++) await cloud.subscribe(openid, localTemplates[kind].id, 'accept')
    }
  }
}

async function admin<T>(cloud: Cloud, openid: string, request: AdminRequest): Promise<T> {
  const { result } = await cloud.call(openid, 'admin', request)
  const answer = result as { ok: true; value: T } | { ok: false; error: { message: string } }
  if (!answer.ok) throw new StartError(`${request.action} of ${openid} was refused: ${answer.error.message}`)
  return answer.value
}
