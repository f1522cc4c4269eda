import { randomBytes } from 'node:crypto'
import type { StoredDocument } from '../../core/people/personalRecords'
import type { PersonRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { replaceFields } from './compareAndSet'

/** As long as a hash of openidHash.ts, in its alphabet. */
const STAND_IN_BYTES = 12

const ownNumber = (fields: Record<string, unknown>, name: string): Record<string, number> => {
  const value = fields[name]
  return typeof value === 'number' ? { [name]: value } : {}
}

export function personRepository(db: Database): PersonRepository {
  const command = db.command
  return {
    page: async (collection, afterId, limit) => {
      const after = db.collection(collection).where({ _id: command.gt(afterId) })
      return (await after.orderBy('_id', 'asc').limit(limit).get()).data as StoredDocument[]
    },
    replace: async (collection, { _id, ...fields }) => {
      // a fold that became fuller meanwhile, or what somebody changed, is not put back to what it was
      const unchanged = { _id, ...ownNumber(fields, 'batches'), ...ownNumber(fields, 'version') }
      const { version } = fields
      const data = replaceFields(command, typeof version === 'number' ? { ...fields, version: version + 1 } : fields)
      const { stats } = await db.collection(collection).where(unchanged).update({ data })
      return stats.updated > 0
    },
    remove: async (collection, _id) => {
      await db.collection(collection).where({ _id }).remove()
    },
    standIn: () => randomBytes(STAND_IN_BYTES).toString('base64url'),
  }
}
