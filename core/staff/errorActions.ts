import { ok, refuse } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import type { StaffHandler } from './adminContext'

/** What staff say of an error: solved, not worth the trouble, or open after all. */
export const errorActions: { markError: StaffHandler<'markError'> } = {
  markError: {
    roles: ROLES,
    subject: ({ store, fingerprint, status, fixed }) =>
      `${store}:${fingerprint}:${status}${fixed === undefined ? '' : `:${fixed.release}${fixed.next ? '+' : ''}`}`,
    run: async ({ store, fingerprint, status, fixed }, { ports, person, now }) => {
      if (!person.stores.includes(store)) return refuse('forbidden', 'this store is not one of yours', 'store')
      if (fixed !== undefined && status !== 'solved')
        return refuse('bad_request', 'only what is solved is solved in a release: leave `fixed` out', 'fixed')
      const said = { at: now, by: person.name, status, ...(fixed === undefined ? {} : { fixed }) }
      const isMarked = await ports.issues.mark(`${store}:${fingerprint}`, said)
      return isMarked ? ok({ saved: true }) : refuse('not_found', 'there is no such error', 'fingerprint')
    },
  },
}
