import { type Answer, ok, refuse } from '../../contract/answer'
import { ROLES, type Role } from '../../contract/health'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { Invitation, SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import type { OneTimeCodes, StaffCaller } from './caller'
import { countTry } from './codeTries'

const INVITATION_VALID_MS = 24 * 3_600_000

/** Whom each role may bring in: nobody gives more than they have. */
const mayInvite: Record<Role, readonly Role[]> = { owner: ROLES, manager: ['staff'], developer: [], staff: [] }

/** A one-time code for a colleague, for all shops of who invites. Only its hash is kept. */
export const invite = async (
  ports: Pick<Ports, 'directory'>,
  codes: OneTimeCodes,
  person: StaffDocument,
  role: Role,
  now: number,
): Promise<Answer<{ code: string; validMs: number }>> => {
  if (!mayInvite[person.role].includes(role)) return refuse('forbidden', `your role may not invite a ${role}`, 'role')
  return addInvitation(ports, codes, { role, stores: person.stores }, now)
}

/** Writes an invitation down under its code's hash. */
export const addInvitation = async (
  ports: Pick<Ports, 'directory'>,
  codes: OneTimeCodes,
  gives: Omit<Invitation, 'validUntil'>,
  now: number,
): Promise<Answer<{ code: string; validMs: number }>> => {
  const code = codes.make()
  return retryConflict(async () => {
    const settings = await ports.directory.settings()
    if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
    const invitation = { ...gives, validUntil: now + INVITATION_VALID_MS }
    const invites = { ...unexpired(settings, now), [codes.hash(code, settings.salt)]: invitation }
    const changed = { ...settings, invites, version: settings.version + 1 }
    if (!(await ports.directory.writeSettings(changed, settings.version))) return CONFLICT
    return ok({ code, validMs: INVITATION_VALID_MS })
  })
}

/** A colleague shows their code: it gives its role once. Who is staff already keeps what they have. */
export const join = async (
  ports: Pick<Ports, 'directory'>,
  codes: OneTimeCodes,
  caller: StaffCaller,
  request: { code: string; name: string },
  now: number,
): Promise<Answer<{ role: Role }>> => {
  const known = await ports.directory.readStaff(caller.id)
  if (known && !known.removed) return refuse('conflict', 'you are staff already')
  const counted = await countTry(ports, caller.id, now)
  if (!counted.ok) return counted
  const used = await useInvitation(ports, codes, request.code, now)
  if (!used.ok) return used
  const { role, stores, takesOver } = used.value
  const others = await ports.directory.staff()
  await ports.directory.writeStaff({
    _id: caller.id,
    openid: caller.openid,
    name: request.name,
    role,
    stores,
    order: Math.max(0, ...others.map((person) => person.order)) + 1,
    removed: false,
    joinedAt: now,
  })
  if (takesOver !== undefined) await stepBack(ports, takesOver)
  return ok({ role })
}

/** Who gave the shop away stays as its manager. */
const stepBack = async (ports: Pick<Ports, 'directory'>, owner: string): Promise<void> => {
  const before = await ports.directory.readStaff(owner)
  if (before?.role === 'owner') await ports.directory.changeStaff(owner, { role: 'manager' })
}

const useInvitation = (
  ports: Pick<Ports, 'directory'>,
  codes: OneTimeCodes,
  code: string,
  now: number,
): Promise<Answer<Invitation>> =>
  retryConflict(async () => {
    const settings = await ports.directory.settings()
    if (!settings) return refuse('unavailable', 'the environment is not set up yet: try again in some minutes')
    const hash = codes.hash(code, settings.salt)
    const { [hash]: invitation, ...others } = unexpired(settings, now)
    if (!invitation)
      return refuse('claim_invalid', 'the code is wrong, used or older than a day: ask for another', 'code')
    const changed = { ...settings, invites: others, version: settings.version + 1 }
    return (await ports.directory.writeSettings(changed, settings.version)) ? ok(invitation) : CONFLICT
  })

const unexpired = (settings: SettingsDocument, now: number): SettingsDocument['invites'] =>
  Object.fromEntries(Object.entries(settings.invites).filter(([, one]) => one.validUntil > now))
