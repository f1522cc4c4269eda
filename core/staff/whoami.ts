import type { AdminAnswers } from '../../contract/admin'
import { topUpFor } from '../incidents/wallet'
import type { Ports } from '../ports'
import type { StaffCaller } from './caller'

/** What the caller is here. A stranger learns only whether the shop has an owner already. */
export const whoami = async (
  ports: Pick<Ports, 'directory' | 'credits'>,
  caller: StaffCaller,
  now: number,
): Promise<AdminAnswers['whoami']> => {
  const [person, settings] = await Promise.all([ports.directory.readStaff(caller.id), ports.directory.settings()])
  const claimed = settings !== null && settings.claimHash === null
  if (!person || person.removed) return { role: null, name: '', stores: [], claimed }
  const credits = await ports.credits.readAll([person.openid])
  const stores = (await ports.directory.stores()).filter((store) => person.stores.includes(store._id))
  return {
    role: person.role,
    name: person.name,
    stores: stores.map(({ _id, name, branch }) => ({ id: _id, name, branch })),
    claimed,
    topUp: settings ? topUpFor(credits, person, settings, now) : [],
  }
}
