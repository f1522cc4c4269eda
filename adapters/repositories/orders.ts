import type { OrderHourDocument } from '../../core/documents'
import type { OrderRepository } from '../../core/ports'
import type { Database } from '../cloud'
import { insertOnce } from './insertOnce'
import { inChunks, readAll } from './readAll'

export function orderRepository(db: Database): OrderRepository {
  const orderHours = db.collection('orderHours')
  const command = db.command
  return {
    /** A shop keeps times as dates or as numbers; a comparison only ever meets values of its own type. */
    readChanged: (mapping, fromMs, toMs) => {
      const dates = command.gte(new Date(fromMs)).and(command.lt(new Date(toMs)))
      const numbers = command.gte(fromMs).and(command.lt(toMs))
      const changed = { [mapping.updatedAt]: dates.or(numbers) }
      return readAll<Record<string, unknown> & { _id: string }>(db.collection(mapping.collection), command, changed)
    },
    putFacts: async (store, hour, facts) => {
      const _id = `${store}:${hour}`
      const changes = Object.entries(facts).map(([id, fact]) => [`facts.${id}`, command.set(fact)])
      const update = () => orderHours.where({ _id }).update({ data: Object.fromEntries(changes) })
      if ((await update()).stats.updated > 0) return
      // `updated` is 0 too where nothing changed: then the insert finds the document, and so does the second update
      if ((await insertOnce(orderHours, { _id, store, hour, facts })) === 'exists') await update()
    },
    readHoursOf: async (stores, hours) => {
      const ids = stores.flatMap((store) => hours.map((hour) => `${store}:${hour}`))
      const pages = inChunks(ids).map((some) =>
        readAll<OrderHourDocument>(orderHours, command, { _id: command.in(some) }),
      )
      return (await Promise.all(pages)).flat()
    },
    readPast: async (store, from, to) => {
      const condition = { store, hour: command.gte(from).and(command.lt(to)) }
      return (await readAll<OrderHourDocument>(orderHours, command, condition)).sort((a, b) => a.hour - b.hour)
    },
    readHours: async (store, hours) => {
      if (hours.length === 0) return []
      const ids = hours.map((hour) => `${store}:${hour}`)
      const found = await readAll<OrderHourDocument>(orderHours, command, { _id: command.in(ids) })
      return found.sort((a, b) => a.hour - b.hour)
    },
  }
}
