import type { MinuteDocument } from '../../core/documents/minute'
import type { MinuteRepository, MinuteSummary } from '../../core/ports'
import type { Database } from '../cloud'
import { replacing } from './compareAndSet'
import { insertOnce } from './insertOnce'
import { OPTIONAL } from './optionalFields'
import { readAll } from './readAll'

const HEAD = {
  shard: true,
  minute: true,
  part: true,
  parts: true,
  batches: true,
  sealed: true,
  codec: true,
  demo: true,
}

export function minuteRepository(db: Database): MinuteRepository {
  const minutes = db.collection('minutes')
  const command = db.command
  const range = (shard: string, from: number, to: number) => ({
    shard,
    minute: command.gte(from).and(command.lt(to)),
  })
  return {
    put: async (minute) => {
      if ((await insertOnce(minutes, minute)) === 'inserted') return 'written'
      const fewer = { _id: minute._id, sealed: false, batches: command.lt(minute.batches) }
      const { stats } = await minutes.where(fewer).update({ data: replacing(command, minute, OPTIONAL.minutes) })
      return stats.updated > 0 ? 'written' : 'kept'
    },
    read: async (shard, from, to, store, more) => {
      const of = store === undefined ? '' : `.${store}`
      const fields = { ...HEAD, [`stores${of}`]: true, ...(more === 'dims' ? { [`dims${of}`]: true } : {}) }
      const found = await readAll<MinuteDocument>(minutes, command, range(shard, from, to), { fields })
      return inOrder(found.map((minute) => ({ ...minute, stores: minute.stores ?? {} })))
    },
    summaries: async (shard, from, to) =>
      inOrder(
        await readAll<MinuteSummary & { _id: string }>(minutes, command, range(shard, from, to), { fields: HEAD }),
      ),
    seal: async (shard, from, to) => {
      await minutes.where({ ...range(shard, from, to), sealed: false }).update({ data: { sealed: true } })
    },
    removeSealedBefore: async (shard, minute) => {
      const { stats } = await minutes.where({ shard, minute: command.lt(minute), sealed: true }).remove()
      return stats.removed
    },
  }
}

const inOrder = <T extends MinuteSummary>(found: T[]): T[] =>
  found.sort((a, b) => a.minute - b.minute || a.part - b.part)
