import { CONFLICT, retryConflict } from '../../core/concurrency/retryConflict'
import type { OrderHourDocument } from '../../core/documents/orderHour'
import { decodeFact, encodeFact, type StoredFact } from '../../core/orders/factCodec'
import { withStandingCustomers } from '../../core/orders/standingCustomers'
import type { OrderRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { hashOpenid } from '../openidHash'
import { insertOnce } from './insertOnce'
import { inChunks, readAll } from './readAll'

export type StoredHour = Omit<OrderHourDocument, 'facts'> & { facts: Record<string, StoredFact> }

export function orderRepository(db: Database): OrderRepository {
  const orderHours = db.collection('orderHours')
  const command = db.command
  const readHours = async (ids: readonly string[]): Promise<OrderHourDocument[]> => {
    const pages = inChunks(ids).map((some) => readAll<StoredHour>(orderHours, command, { _id: command.in(some) }))
    return (await Promise.all(pages)).flat().map(decodedHour)
  }
  return {
    /** A shop keeps times as dates or as numbers; a comparison only ever meets values of its own type. */
    readChanged: (mapping, fromMs, toMs, select) => {
      const dates = command.gte(new Date(fromMs)).and(command.lt(new Date(toMs)))
      const numbers = command.gte(fromMs).and(command.lt(toMs))
      const of = select === undefined ? null : select.of ? command.in(select.of) : command.nin(select.except)
      const own = of === null || mapping.store === null ? {} : { [mapping.store]: of }
      const changed = { [mapping.updatedAt]: dates.or(numbers), ...own }
      return readAll<Record<string, unknown> & { _id: string }>(db.collection(mapping.collection), command, changed)
    },
    readLatest: async ({ collection, updatedAt }, limit) =>
      (await db.collection(collection).orderBy(updatedAt, 'desc').limit(limit).get()).data as Record<string, unknown>[],
    findOrder: async ({ collection, id, number }, text) => {
      const fields = [id, ...(number == null ? [] : [number])]
      const values = /^\d{1,15}$/.test(text) ? [text, Number(text)] : [text]
      const either = fields.map((field) => ({ [field]: command.in(values) }))
      const found = await db
        .collection(collection)
        .where(command.or(...either))
        .limit(2)
        .get()
      return found.data as Record<string, unknown>[]
    },
    hashCustomer: hashOpenid,
    putHour: async (store, hour, { facts, sights = {}, dishes = {} }) => {
      const _id = `${store}:${hour}`
      const update = async (known: Pick<StoredHour, 'facts' | 'forgotten'> | null): Promise<boolean> => {
        const stored = encoded(known === null ? facts : withStandingCustomers(facts, decoded(known.facts)))
        // told in the condition, so that nobody reads who need not: as a rule nobody was forgotten in an hour
        const asRead = { forgotten: known?.forgotten ?? command.exists(false) }
        const { stats } = await orderHours.where({ _id, ...(isEmpty(facts) ? {} : asRead) }).update({
          data: {
            // atomic, so that nobody waits; who writes what they read before (people.ts) sees that there is more now
            version: command.inc(1),
            ...under('facts', stored, command.set),
            ...under('sights', sights, (value) => value),
            ...under('dishes', dishes, (value) => value),
          },
        })
        return stats.updated > 0
      }
      if (await update(null)) return
      const document = { _id, store, hour, version: 1, facts: encoded(facts), sights, dishes }
      if ((await insertOnce(orderHours, document)) === 'inserted') return
      await retryConflict(async () => {
        const found = await orderHours.where({ _id }).field({ facts: true, forgotten: true }).limit(1).get()
        return (await update((found.data[0] as StoredHour | undefined) ?? null)) ? undefined : CONFLICT
      })
    },
    readPast: async (store, from, to) => {
      const condition = { store, hour: command.gte(from).and(command.lt(to)) }
      const found = await readAll<StoredHour>(orderHours, command, condition)
      return found.map(decodedHour).sort((x, y) => x.hour - y.hour)
    },
    readHoursOf: (stores, hours) => readHours(stores.flatMap((store) => hours.map((hour) => `${store}:${hour}`))),
    readHours: async (store, hours) => {
      if (hours.length === 0) return []
      return (await readHours(hours.map((hour) => `${store}:${hour}`))).sort((a, b) => a.hour - b.hour)
    },
  }
}

export const decodedHour = (document: StoredHour): OrderHourDocument => ({
  ...document,
  facts: decoded(document.facts),
})

const decoded = (facts: StoredHour['facts']): OrderHourDocument['facts'] =>
  Object.fromEntries(Object.entries(facts).map(([id, stored]) => [id, decodeFact(stored)]))

const encoded = (facts: OrderHourDocument['facts']): StoredHour['facts'] =>
  Object.fromEntries(Object.entries(facts).map(([id, fact]) => [id, encodeFact(fact)]))

const isEmpty = (fields: object): boolean => Object.keys(fields).length === 0

const under = <T>(field: string, values: Record<string, T>, change: (value: T) => unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(values).map(([name, value]) => [`${field}.${name}`, change(value)]))
