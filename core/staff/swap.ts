import type { RotaOverride, Shift } from '../../contract/admin'
import { type Answer, refuse } from '../../contract/answer'
import type { StaffDocument } from '../documents/staff'
import { isOnCall } from '../incidents/onCall'
import type { StaffContext } from './adminContext'
import { changeSettings } from './changeSettings'
import { onDuty } from './onDuty'
import type { Rota } from './rotaTypes'
import { ownStore } from './storeActions'

/** Exchanges that are over are forgotten with the next one. */
const OVERRIDES_MOST = 50
const LEADS: readonly StaffDocument['role'][] = ['owner', 'manager']
export const EMPTY_ROTA: Rota = { slots: [], overrides: [] }

interface Exchange {
  store: string
  give: Shift
  /** who takes it over */
  to: string
  /** and gives one of their own for it */
  take: Shift | null
}

/**
 * Gives a shift of one day to a colleague, for one of theirs if wanted. Everybody may give away what is theirs; who plans
 * duty may give away anybody's.
 */
export const swap = async (
  { store: id, give, to, take }: Exchange,
  context: StaffContext,
): Promise<Answer<{ saved: true }>> => {
  const { ports, person, settings, now } = context
  const store = await ownStore(id, context)
  if (!store.ok) return store
  if (give.to <= now || (take !== null && take.to <= now)) return refuse('bad_request', 'that shift is over', 'give')
  const receiver = await ports.directory.readStaff(to)
  if (!receiver || !isOnCall(receiver, id))
    return refuse('not_found', 'nobody on call in this shop is called that', 'to')
  const { zone } = store.value
  const holder = onDuty(settings.rota?.[id], zone, middleOf(give))[0] ?? null
  const mine = holder === person._id
  if (!mine && !LEADS.includes(person.role)) return refuse('forbidden', 'this shift is not yours to give', 'give')
  if (holder === to) return refuse('conflict', 'they have that shift already', 'to')
  if (take !== null && holder === null)
    return refuse('bad_request', 'nobody has that shift: there is nothing to give', 'give')
  if (take !== null && onDuty(settings.rota?.[id], zone, middleOf(take))[0] !== to)
    return refuse('conflict', 'that shift is not theirs', 'take')
  const added: RotaOverride[] = [
    { ...give, staff: to },
    ...(take === null || holder === null ? [] : [{ ...take, staff: holder }]),
  ]
  return changeSettings(ports, (before) => {
    const rota = before.rota?.[id] ?? EMPTY_ROTA
    // the newest goes first: it is the one that counts
    const overrides = [...added, ...rota.overrides.filter((one) => one.to > now)].slice(0, OVERRIDES_MOST)
    return { ...before, rota: { ...before.rota, [id]: { ...rota, overrides } } }
  })
}

const middleOf = ({ from, to }: Shift): number => (from + to) / 2

/** Takes an exchange back. Who has the shift by it may, and who plans duty. */
export const unswap = async (
  { store: id, override }: { store: string; override: RotaOverride },
  context: StaffContext,
): Promise<Answer<{ saved: true }>> => {
  const { ports, person } = context
  const store = await ownStore(id, context)
  if (!store.ok) return store
  if (override.staff !== person._id && !LEADS.includes(person.role))
    return refuse('forbidden', 'who has the shift, or a manager, takes it back', 'override')
  return changeSettings(ports, (before) => {
    const rota = before.rota?.[id] ?? EMPTY_ROTA
    const overrides = rota.overrides.filter((one) => !isSame(one, override))
    return { ...before, rota: { ...before.rota, [id]: { ...rota, overrides } } }
  })
}

const isSame = (a: RotaOverride, b: RotaOverride): boolean => a.from === b.from && a.to === b.to && a.staff === b.staff
