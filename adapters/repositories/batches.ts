import type { BatchDocument } from '../../core/documents/batch'
import type { BatchRepository } from '../../core/ports'
import { MINUTE_MS, minuteOf } from '../../core/time/units'
import type { Database, Operator } from '../cloud'
import type { GatheredReads } from '../gatheredReads'
import { insertOnce } from './insertOnce'
import { readAll } from './readAll'

export function batchRepository(db: Database, reads: Pick<GatheredReads, 'lookup'>): BatchRepository {
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
    readAbout: async (shards, ref, fromMs, toMs) => {
      const received = { shard: command.in(shards), receivedAt: between(fromMs, toMs) }
      const naming = { ...received, 'batch.dict': ref }
      const inTwo = async (): Promise<[{ all: BatchDocument[] }] | []> => {
        const own = await readAll<BatchDocument>(batches, command, naming)
        const sessions = [...new Set(own.map(({ batch }) => batch.session))]
        if (sessions.length === 0) return []
        const session = command.in(sessions)
        return [{ all: await readAll<BatchDocument>(batches, command, { ...received, 'batch.session': session }) }]
      }
      const ofSessions = command.aggregate
        .pipeline()
        .match(received)
        .match(command.expr({ $in: ['$batch.session', '$$sessions'] }))
        .done()
      const found = await reads.lookup(
        'batches',
        (pipeline) =>
          pipeline
            .match(naming)
            .group({ _id: null, sessions: { $addToSet: '$batch.session' } })
            .lookup({ from: 'batches', let: { sessions: '$sessions' }, pipeline: ofSessions, as: 'all' }),
        inTwo,
      )
      return (found as { all: BatchDocument[] }[]).flatMap(({ all }) => all)
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
