import type { PersonalCollection, StoredDocument } from '../../../core/people/personalRecords'
import type { Ports } from '../../../core/ports'
import { type Expiring, OF_NO_STORE } from '../../../core/retention/expiry'
import { HOUR_MS } from '../../../core/time/units'
import { insertInto, removeWhere } from './documents'
import type { FakeCloud } from './fakeCloud'

/** By what an expiring document tells its age. */
interface ExpiringFields {
  store: string
  lastAt: number
  hour: number
  updatedAt: Date
  createdAt: number
  nextAt: number | null
  until: number
  openedAt: number
  status: string
  at: number
}

const isOver: Record<Expiring, (document: ExpiringFields, beforeMs: number) => boolean> = {
  issues: ({ lastAt }, before) => lastAt < before,
  orderHours: ({ hour }, before) => hour < Math.floor(before / HOUR_MS),
  postedOrders: ({ updatedAt }, before) => updatedAt.getTime() < before,
  notices: ({ createdAt, nextAt }, before) => createdAt < before && nextAt === null,
  silences: ({ until }, before) => until < before,
  incidents: ({ openedAt, status }, before) => openedAt < before && status === 'resolved',
  accessLog: ({ at }, before) => at < before,
}

/** What is kept of people, for how long, and who changed what. */
export function keeping({ store, operation }: FakeCloud): Pick<Ports, 'people' | 'expiry' | 'accessLog'> {
  const documentsOf = (collection: PersonalCollection | Expiring) =>
    ((store as unknown as Record<string, unknown>)[collection] ?? new Map()) as Map<string, StoredDocument>
  return {
    people: {
      page: operation('people.page', (collection, afterId, limit) =>
        [...documentsOf(collection).values()]
          .filter(({ _id }) => _id > afterId)
          .sort((a, b) => (a._id < b._id ? -1 : 1))
          .slice(0, limit),
      ),
      change: operation('people.change', (collection, read, fields) => {
        const known = documentsOf(collection).get(read._id)
        const { batches, version, firstAt } = read
        if (known === undefined) return false
        if (known.batches !== batches || known.version !== version || known.firstAt !== firstAt) return false
        const next = typeof version === 'number' ? { version: version + 1 } : {}
        documentsOf(collection).set(read._id, { ...known, ...fields, ...next })
        return true
      }),
      remove: operation('people.remove', (collection, id) => void documentsOf(collection).delete(id)),
      standIn: () => 'standInOfSixteen',
    },
    expiry: {
      remove: operation('expiry.remove', (collection, before, stores) => {
        const isOwn = (one: ExpiringFields) => OF_NO_STORE.has(collection) || stores.includes(one.store)
        const known = documentsOf(collection) as unknown as Map<string, ExpiringFields>
        return removeWhere(known, (one) => isOwn(one) && isOver[collection](one, before))
      }),
    },
    accessLog: {
      readBetween: operation('accessLog.readBetween', (from, to) =>
        [...store.accessLog.values()].filter(({ at }) => at >= from && at < to),
      ),
      insert: operation('accessLog.insert', (entry) => insertInto(store.accessLog, entry)),
    },
  }
}
