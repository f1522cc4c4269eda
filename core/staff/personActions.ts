import { ok, refuse } from '../../contract/answer'
import type { StaffDocument } from '../documents/staff'
import {
  LEFT_TO_EXPIRE,
  type PersonNames,
  type PersonRecord,
  REMOVED,
  recordOf,
  withStandIn,
} from '../people/personalRecords'
import { hasUnreadOrder } from '../people/unreadOrders'
import { walk } from '../people/walk'
import { KEPT_DAYS } from '../rollup/retention'
import { DAY_MS } from '../time/units'
import type { StaffContext, StaffHandler } from './adminContext'

const OWNERS = ['owner'] as const

/** What is stored of one person, and its deletion: what a privacy law lets them ask for. */
export const personActions: { [A in 'exportPerson' | 'erasePerson']: StaffHandler<A> } = {
  exportPerson: {
    roles: OWNERS,
    subject: ({ openid }) => `…${openid.slice(-4)}`,
    run: async ({ openid, cursor }, context) => {
      const names = namesOf(openid, context)
      const records: PersonRecord[] = []
      const next = await walk(context.ports, cursor, async (collection, document) => {
        const record = recordOf(collection, document, names)
        if (record !== null) records.push(record)
      })
      return ok({ records, next })
    },
  },
  erasePerson: {
    roles: OWNERS,
    subject: ({ openid }) => `…${openid.slice(-4)}`,
    run: async ({ openid, cursor, standIn }, context) => {
      const { ports, now } = context
      const names = namesOf(openid, context)
      const member = await ports.directory.readStaff(names.hash)
      if (isOnTheStaff(member))
        return refuse('conflict', 'this person is on the staff: let them go first (dismiss), then erase', 'openid')
      const mark = standIn ?? ports.people.standIn()
      let changed = 0
      let againAfter: number | null = null
      const next = await walk(ports, cursor, async (collection, document) => {
        if (recordOf(collection, document, names) === null) return
        if (LEFT_TO_EXPIRE.has(collection)) againAfter = now + KEPT_DAYS.batches * DAY_MS
        else if (REMOVED.has(collection)) await ports.people.remove(collection, document._id)
        else if (!(await ports.people.change(collection, document, withStandIn(collection, document, names, mark)))) {
          againAfter = now
          return
        }
        changed += LEFT_TO_EXPIRE.has(collection) ? 0 : 1
      })
      // looked for at the end: what was written before is gone through
      if (next === null && againAfter === null && (await isUnread(names, context))) againAfter = now
      return ok({ changed, againAfter, standIn: mark, next })
    },
  },
}

const namesOf = (openid: string, { ports, settings }: StaffContext): PersonNames => ({
  openid,
  hash: ports.orders.hashCustomer(openid, settings.salt),
})

const isUnread = async ({ hash }: PersonNames, { ports, settings, now }: StaffContext): Promise<boolean> =>
  hasUnreadOrder(ports, settings, await ports.directory.stores(), hash, now)

const isOnTheStaff = (member: StaffDocument | null): boolean => member !== null && !member.removed
