import { randomBytes } from 'node:crypto'
import type { StoredDocument } from '../../core/people/personalRecords'
import type { PersonRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { replaceFields } from './compareAndSet'

/** As long as a hash of openidHash.ts, in its alphabet. */
const STAND_IN_BYTES = 12

/** Numbers that tell a change: a fold that became fuller, what somebody changed or added, an error that was seen before. */
const TELLING = ['batches', 'version', 'firstAt'] as const

export function personRepository(db: Database): PersonRepository {
  const command = db.command
  return {
    page: async (collection, afterId, limit) => {
      const after = db.collection(collection).where({ _id: command.gt(afterId) })
      return (await after.orderBy('_id', 'asc').limit(limit).get()).data as StoredDocument[]
    },
    change: async (collection, read, fields) => {
      // what an older version wrote has no number: then it must not have got one meanwhile
      const unchanged = TELLING.map((name) => [name, read[name] ?? command.exists(false)])
      const next = typeof read.version === 'number' ? { version: command.inc(1) } : {}
      const { stats } = await db
        .collection(collection)
        .where({ _id: read._id, ...Object.fromEntries(unchanged) })
        .update({ data: { ...replaceFields(command, fields), ...next } })
      return stats.updated > 0
    },
    remove: async (collection, _id) => {
      await db.collection(collection).where({ _id }).remove()
    },
    standIn: () => randomBytes(STAND_IN_BYTES).toString('base64url'),
  }
}
