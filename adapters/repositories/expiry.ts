import type { ExpiryRepository } from '../../core/ports'
import { type Expiring, OF_NO_STORE } from '../../core/retention/expiry'
import { hourOf } from '../../core/time/units'
import type { Command, Database } from '../cloud'

/** What of a collection is over, each by its index. What is still open, or has something to do, is not. */
const OVER: Record<Expiring, (command: Command, beforeMs: number) => Record<string, unknown>> = {
  issues: (command, before) => ({ lastAt: command.lt(before) }),
  orderHours: (command, before) => ({ hour: command.lt(hourOf(before)) }),
  postedOrders: (command, before) => ({ updatedAt: command.lt(new Date(before)) }),
  notices: (command, before) => ({ createdAt: command.lt(before), nextAt: null }),
  silences: (command, before) => ({ until: command.lt(before) }),
  incidents: (command, before) => ({ openedAt: command.lt(before), status: 'resolved' }),
  accessLog: (command, before) => ({ at: command.lt(before) }),
}

export function expiryRepository(db: Database): ExpiryRepository {
  const { command } = db
  return {
    remove: async (collection, beforeMs, stores) => {
      const own = OF_NO_STORE.has(collection) ? {} : { store: command.in(stores) }
      const over = { ...own, ...OVER[collection](command, beforeMs) }
      return (await db.collection(collection).where(over).remove()).stats.removed
    },
  }
}
