import type { OrderFact, OrderHourDocument } from '../documents'
import type { OrderRepository } from '../ports'
import type { RunMemory } from './runMemory'

/** Hours of a store that are kept beside those that are asked for. */
const MOST_HOURS = 120

/** Facts of orders that this instance read or wrote: the overlap of two readings is not written again. */
export const rememberedOrders = (orders: OrderRepository, memory: RunMemory): OrderRepository => ({
  ...orders,
  putFacts: async (store, hour, facts) => {
    const hours = memory.orderHours.get(store)
    const known = hours?.get(hour)
    const news = Object.entries(facts).filter(([id, fact]) => !isSame(known?.facts[id], fact))
    if (news.length === 0) return
    const changed = Object.fromEntries(news)
    // until the answer is there, nobody knows what is stored
    hours?.delete(hour)
    await orders.putFacts(store, hour, changed)
    if (known === undefined) return
    const empty: OrderHourDocument = { _id: `${store}:${hour}`, store, hour, facts: {} }
    hours?.set(hour, { ...(known ?? empty), facts: { ...known?.facts, ...changed } })
  },
  readHoursOf: (stores, wanted) => readHoursOf(orders, memory, stores, wanted),
  readHours: async (store, wanted) => {
    const before = memory.orderHours.get(store)
    const asked = wanted.filter((hour) => before?.has(hour) !== true)
    const found = new Map((await readSome(orders, store, asked)).map((document) => [document.hour, document]))
    const hours = new Map(wanted.map((hour) => [hour, found.get(hour) ?? before?.get(hour) ?? null]))
    // others ask for other hours of the same day; what is older than a few days goes
    const kept = [...(before ?? [])].slice(-MOST_HOURS)
    memory.orderHours.set(store, new Map([...kept, ...hours]))
    return [...hours.values()].flatMap((document) => document ?? []).sort((a, b) => a.hour - b.hour)
  },
})

/** Hours of several stores: only those stores are asked of which one is not known. */
const readHoursOf = async (
  orders: OrderRepository,
  memory: RunMemory,
  stores: string[],
  wanted: number[],
): Promise<OrderHourDocument[]> => {
  const asked = stores.filter((store) => wanted.some((hour) => memory.orderHours.get(store)?.has(hour) !== true))
  const found = asked.length === 0 ? [] : await orders.readHoursOf(asked, wanted)
  for (const store of asked) memory.orderHours.set(store, new Map(wanted.map((hour) => [hour, null])))
  for (const document of found) memory.orderHours.get(document.store)?.set(document.hour, document)
  return stores.flatMap((store) => wanted.flatMap((hour) => memory.orderHours.get(store)?.get(hour) ?? []))
}

const readSome = (orders: OrderRepository, store: string, hours: number[]): Promise<OrderHourDocument[]> =>
  hours.length === 0 ? Promise.resolve([]) : orders.readHours(store, hours)

const isSame = (a: OrderFact | undefined, b: OrderFact): boolean =>
  a !== undefined && (Object.keys(b) as (keyof OrderFact)[]).every((field) => a[field] === b[field])
