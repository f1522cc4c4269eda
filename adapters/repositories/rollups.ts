import type { DayBatches, RollupRepository } from '../../core/ports'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import type { Collection, Database } from '../cloud'
import { replacing } from './compareAndSet'
import { insertOnce } from './insertOnce'
import { OPTIONAL, type OptionalFields } from './optionalFields'
import { readAll } from './readAll'

/** All but the breakdowns. */
const FIELDS = {
  ...{ store: true, hour: true, day: true, fromHour: true, hours: true, batches: true, sealed: true, codec: true },
  ...{ series: true, totals: true, late: true, dropped: true, demo: true },
}

const fieldsWith = (more: 'dims' | undefined) => ({ fields: more === 'dims' ? { ...FIELDS, dims: true } : FIELDS })

export function rollupRepository(db: Database): RollupRepository {
  const hours = db.collection('hours')
  const days = db.collection('days')
  const command = db.command
  const put = async <T extends HourDocument | DayDocument>(
    collection: Collection,
    tier: T,
    optional: OptionalFields<T>,
  ): Promise<void> => {
    if ((await insertOnce(collection, tier)) === 'inserted') return
    const notFuller = { _id: tier._id, sealed: false, batches: command.lte(tier.batches) }
    await collection.where(notFuller).update({ data: replacing(command, tier, optional) })
  }
  const removeBefore = async (collection: Collection, condition: object): Promise<number> =>
    (await collection.where(condition).remove()).stats.removed
  return {
    putHour: (hour) => put(hours, hour, OPTIONAL.hours),
    putDay: (day) => put(days, day, OPTIONAL.days),
    readHours: async (store, from, to, more) => {
      const condition = { store, hour: command.gte(from).and(command.lt(to)) }
      return (await readAll<HourDocument>(hours, command, condition, fieldsWith(more))).sort((a, b) => a.hour - b.hour)
    },
    readDays: async (store, from, to, more) => {
      const condition = { store, day: command.gte(from).and(command.lt(to)) }
      return (await readAll<DayDocument>(days, command, condition, fieldsWith(more))).sort((a, b) =>
        a.day < b.day ? -1 : 1,
      )
    },
    readDayBatches: async (stores, from, to) => {
      const condition = { store: command.in(stores), day: command.gte(from).and(command.lt(to)) }
      const fields = { store: true, day: true, batches: true }
      const found = await readAll<DayBatches & { _id: string }>(days, command, condition, { fields })
      return found.map(({ store, day, batches }) => ({ store, day, batches }))
    },
    removeHoursBefore: (store, hour) => removeBefore(hours, { store, hour: command.lt(hour) }),
    removeDaysBefore: (store, day) => removeBefore(days, { store, day: command.lt(day) }),
  }
}
