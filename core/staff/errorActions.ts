import { ok, refuse } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import type { StaffHandler } from './adminContext'

/** What staff say of an error: solved, not worth the trouble, or open after all. */
export const errorActions: { markError: StaffHandler<'markError'> } = {
  markError: {
    roles: ROLES,
    subject: ({ store, fingerprint, status }) => `${store}:${fingerprint}:${status}`,
    run: async ({ store, fingerprint, status }, { ports, person, now }) => {
      if (!person.stores.includes(store)) return refuse('forbidden', 'this store is not one of yours', 'store')
      const isMarked = await ports.issues.mark(`${store}:${fingerprint}`, { at: now, by: person.name, status })
      return isMarked ? ok({ saved: true }) : refuse('not_found', 'there is no such error', 'fingerprint')
    },
  },
}
