import { type Answer, ok, refuse } from '../../contract/answer'
import type { Role } from '../../contract/health'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import type { OneTimeCodes, StaffCaller } from './caller'
import { countTry } from './codeTries'

const wrongCode = refuse('claim_invalid', 'the code is wrong or was used: the first owner gets it at set-up', 'code')

/**
 * The first owner shows the one-time claim code of the set-up. Of several at once one wins, by compare-and-set on the
 * settings; a claim that was cut off in between is finished by claiming again with the same code.
 */
export const claim = async (
  ports: Pick<Ports, 'directory'>,
  codes: OneTimeCodes,
  caller: StaffCaller,
  request: { code: string; name: string },
  now: number,
): Promise<Answer<{ role: Role }>> => {
  const counted = await countTry(ports, caller.id, now)
  if (!counted.ok) return counted
  const used = await useClaim(ports, caller, codes.hash(request.code, counted.value.salt))
  if (!used.ok) return used
  const stores = await ports.directory.stores()
  const ids = stores.map((store) => store._id)
  await ports.directory.writeStaff(ownerOf(caller, request.name, ids, now))
  return ok({ role: 'owner' })
}

const useClaim = (ports: Pick<Ports, 'directory'>, caller: StaffCaller, hash: string): Promise<Answer<null>> =>
  retryConflict(async () => {
    const settings = await ports.directory.settings()
    if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
    if (settings.claimedBy?.staff === caller.id && settings.claimedBy.hash === hash) {
      return (await ports.directory.readStaff(caller.id)) ? wrongCode : ok(null)
    }
    if (settings.claimHash !== hash) return wrongCode
    const claimed = claimedSettings(settings, caller, hash)
    return (await ports.directory.writeSettings(claimed, settings.version)) ? ok(null) : CONFLICT
  })

const claimedSettings = (settings: SettingsDocument, caller: StaffCaller, hash: string): SettingsDocument => ({
  ...settings,
  claimHash: null,
  claimedBy: { staff: caller.id, hash },
  version: settings.version + 1,
})

const ownerOf = (caller: StaffCaller, name: string, stores: string[], now: number): StaffDocument => ({
  _id: caller.id,
  openid: caller.openid,
  name,
  role: 'owner',
  stores,
  order: 1,
  removed: false,
  joinedAt: now,
})
