import { ok, refuse } from '../../contract/answer'
import type { StaffHandler } from './adminContext'
import { changeColleague } from './changeSettings'
import { addInvitation } from './invite'

const OWNERS = ['owner'] as const

/** Who may do what here, and whose shop it is. A new owner is there before the old one has gone. */
export const ownershipActions: { [A in 'role' | 'handOver' | 'claimCode']: StaffHandler<A> } = {
  role: {
    roles: OWNERS,
    subject: ({ staff, role }) => `${staff}:${role}`,
    run: async ({ staff, role }, { ports, person }) => {
      if (staff === person._id)
        return refuse('bad_request', 'nobody changes their own role: hand over instead', 'staff')
      return changeColleague(ports, person, staff, () => ({ role }))
    },
  },
  handOver: {
    roles: OWNERS,
    subject: ({ staff }) => staff,
    run: async ({ staff }, { ports, person }) => {
      if (staff === person._id) return refuse('bad_request', 'it is yours already', 'staff')
      const handed = await changeColleague(ports, person, staff, ({ stores }) => ({
        role: 'owner',
        stores: [...new Set([...stores, ...person.stores])],
      }))
      if (!handed.ok) return handed
      await ports.directory.changeStaff(person._id, { role: 'manager' })
      return ok({ saved: true })
    },
  },
  claimCode: {
    roles: OWNERS,
    subject: () => '',
    run: (_, { ports, codes, person, now }) =>
      addInvitation(ports, codes, { role: 'owner', stores: person.stores, takesOver: person._id }, now),
  },
}
