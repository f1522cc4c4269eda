import { hashOpenid } from '../../adapters/openidHash'
import type { SettingsDocument } from '../../core/documents/settings'
import type { StaffDocument } from '../../core/documents/staff'
import type { StoreDocument } from '../../core/documents/store'
import { firstStore } from '../../database/seed/firstDocuments'
import type { StartedShop } from '../start/startedShop'

export const OWNER_OF_ALL = 'openid-lan-of-three'
const BRANCHES = [
  { id: 'xihu', name: '兰姨牛肉面', branch: '西湖店' },
  { id: 'binjiang', name: '兰姨牛肉面', branch: '滨江区长河路地铁口店' },
]

/** Two more stores, and somebody who owns all three. @returns the ids of all three, the shop's own first */
export async function openBranches(shop: StartedShop): Promise<string[]> {
  const [settings] = await shop.documents<SettingsDocument>('settings')
  const [owner] = await shop.documents<StaffDocument>('staff', { role: 'owner' })
  const [first] = await shop.documents<StoreDocument>('stores')
  if (!settings || !owner || !first) throw new Error('the shop has no settings, no owner or no store')
  const id = hashOpenid(OWNER_OF_ALL, settings.salt)
  const stores = [first._id, ...BRANCHES.map((one) => one.id)]
  const { now } = await shop.control<{ now: number }>('GET', 'clock')
  const add = (name: string, documents: object[]) => shop.control('POST', 'collections', { name, documents })
  await add(
    'stores',
    BRANCHES.map((branch) => firstStore(now, branch)),
  )
  await add('staff', [{ ...owner, _id: id, openid: OWNER_OF_ALL, name: '兰老板', stores }])
  // an instance knows its stores for a minute
  await shop.advance(2 * 60_000)
  return stores
}
