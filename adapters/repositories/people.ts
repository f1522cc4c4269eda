import { randomBytes } from 'node:crypto'
import type { StoredDocument } from '../../core/people/personalRecords'
import type { PersonRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { replaceFields } from './compareAndSet'

/** As long as a hash of openidHash.ts, in its alphabet. */
const STAND_IN_BYTES = 12

export function personRepository(db: Database): PersonRepository {
  const command = db.command
  return {
    page: async (collection, afterId, limit) => {
      const after = db.collection(collection).where({ _id: command.gt(afterId) })
      return (await after.orderBy('_id', 'asc').limit(limit).get()).data as StoredDocument[]
    },
    replace: async (collection, { _id, ...fields }) => {
      // a fold that became fuller meanwhile is not put back to what it was
      const unchanged = typeof fields.batches === 'number' ? { _id, batches: fields.batches } : { _id }
      const { stats } = await db
        .collection(collection)
        .where(unchanged)
        .update({ data: replaceFields(command, fields) })
      return stats.updated > 0
    },
    remove: async (collection, _id) => {
      await db.collection(collection).where({ _id }).remove()
    },
    standIn: () => randomBytes(STAND_IN_BYTES).toString('base64url'),
  }
}
