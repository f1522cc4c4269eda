import { type Answer, ok, refuse } from '../../contract/answer'
import type { Role } from '../../contract/health'
import type { SettingsDocument, StaffDocument } from '../documents'
import type { Ports } from '../ports'
import type { OneTimeCodes, StaffCaller } from './caller'

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
  const settings = await ports.directory.settings()
  if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
  const hash = codes.hash(request.code, settings.salt)
  const isMine = settings.claimedBy?.staff === caller.id && settings.claimedBy.hash === hash
  if (isMine && (await ports.directory.readStaff(caller.id))) return wrongCode
  if (!isMine) {
    if (settings.claimHash !== hash) return wrongCode
    const claimed = claimedSettings(settings, caller, hash)
    if (!(await ports.directory.writeSettings(claimed, settings.version))) {
      return refuse('conflict', 'somebody changed the settings at this moment: try again')
    }
  }
  const stores = await ports.directory.stores()
  await ports.directory.writeStaff(
    ownerOf(
      caller,
      request.name,
      stores.map((store) => store._id),
      now,
    ),
  )
  return ok({ role: 'owner' })
}

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
