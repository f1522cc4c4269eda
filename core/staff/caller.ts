import { type Answer, ok, refuse } from '../../contract/answer'
import type { Role } from '../../contract/health'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'

/** Who calls, from WeChat's context only. */
export interface StaffCaller {
  /** hash of the openid: the id of their StaffDocument */
  id: string
  openid: string
}

/** Secrets of one-time codes, as adapters provide them: core has neither hashing nor chance. */
export interface OneTimeCodes {
  /** the same code and salt give the same hash */
  hash(code: string, salt: string): string
  make(): string
}

/** The caller as staff, read from the database at this moment. Strangers and removed people are refused. */
export const requireStaff = async (
  ports: Pick<Ports, 'directory'>,
  caller: StaffCaller,
  roles: readonly Role[],
): Promise<Answer<StaffDocument>> => {
  const person = await ports.directory.readStaff(caller.id)
  if (!person || person.removed) return refuse('forbidden', 'only staff may do this: ask the owner for an invitation')
  if (!roles.includes(person.role)) return refuse('forbidden', `this needs the role ${roles.join(' or ')}`)
  return ok(person)
}
