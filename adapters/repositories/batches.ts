import type { BatchDocument } from '../../core/documents/batch'
import type { BatchRepository } from '../../core/ports'
import { MINUTE_MS, minuteOf } from '../../core/time/units'
import type { Database, Operator } from '../cloud'
import { insertOnce } from './insertOnce'
import { readAll } from './readAll'

export function batchRepository(db: Database): BatchRepository {
  const batches = db.collection('batches')
  const command = db.command
  const between = (fromMs: number, toMs: number): Operator =>
    command.gte(new Date(fromMs)).and(command.lt(new Date(toMs)))
  return {
    insert: (batch) => insertOnce(batches, { ...batch, receivedAt: db.serverDate() }),
    readMinute: (shard, minute) =>
      readAll<BatchDocument>(batches, command, {
        shard,
        receivedAt: between(minute * MINUTE_MS, (minute + 1) * MINUTE_MS),
      }),
    firstReceivedFrom: async (shard, fromMs) => {
      const found = await batches
        .where({ shard, receivedAt: command.gte(new Date(fromMs)) })
        .orderBy('receivedAt', 'asc')
        .limit(1)
        .field({ receivedAt: true })
        .get()
      const first = found.data[0] as Pick<BatchDocument, 'receivedAt'> | undefined
      return first === undefined ? null : first.receivedAt.getTime()
    },
    readAbout: async (shard, ref, fromMs, toMs) => {
      const received = { shard, receivedAt: between(fromMs, toMs) }
      const own = await readAll<BatchDocument>(batches, command, { ...received, 'batch.dict': ref })
      const sessions = [...new Set(own.map(({ batch }) => batch.session))]
      if (sessions.length === 0) return []
      return readAll<BatchDocument>(batches, command, { ...received, 'batch.session': command.in(sessions) })
    },
    count: async (shard, fromMinute, toMinute) => {
      const condition = { shard, receivedAt: between(fromMinute * MINUTE_MS, toMinute * MINUTE_MS) }
      const found = await readAll<BatchDocument>(batches, command, condition, { fields: { receivedAt: true } })
      const counts = new Map<number, number>()
      for (const { receivedAt } of found) {
        const minute = minuteOf(receivedAt.getTime())
        counts.set(minute, (counts.get(minute) ?? 0) + 1)
      }
      return counts
    },
    removeReceivedBefore: async (shard, beforeMs) => {
      const { stats } = await batches.where({ shard, receivedAt: command.lt(new Date(beforeMs)) }).remove()
      return stats.removed
    },
  }
}
