import type { OrderFact, OrderHourDocument } from '../documents/orderHour'
import type { HourPatch, OrderRepository } from '../ports'
import type { RunMemory } from './runMemory'

/** Hours of a store that are kept beside those that are asked for. */
const MOST_HOURS = 120

/** Facts of orders that this instance read or wrote: the overlap of two readings is not written again. */
/**
 * Orders that this instance read or wrote. What is new is kept and written down together every other minute (writeOrders),
 * and the cursors wait for it: they lag behind what is done, never ahead. The overlap of two readings is not written again.
 */
export const rememberedOrders = (orders: OrderRepository, memory: RunMemory): OrderRepository => ({
  ...orders,
  putHour: async (store, hour, patch) => {
    const news = newsOf(overlaid(memory, store, hour, memory.orderHours.get(store)?.get(hour) ?? null), patch)
    if (news === null) return
    const key = `${store}:${hour}`
    const before = memory.unwrittenOrders.get(key)
    memory.unwrittenOrders.set(key, { store, hour, patch: before === undefined ? news : joined(before.patch, news) })
  },
  readHoursOf: async (stores, wanted) => {
    const known = await knownHoursOf(orders, memory, stores, wanted)
    return stores.flatMap((store) => wanted.flatMap((hour) => overlaid(memory, store, hour, known(store, hour)) ?? []))
  },
  readHours: async (store, wanted) => {
    const before = memory.orderHours.get(store)
    const asked = wanted.filter((hour) => before?.has(hour) !== true)
    const found = new Map((await readSome(orders, store, asked)).map((document) => [document.hour, document]))
    const hours = new Map(wanted.map((hour) => [hour, found.get(hour) ?? before?.get(hour) ?? null]))
    // others ask for other hours of the same day; what is older than a few days goes
    const kept = [...(before ?? [])].slice(-MOST_HOURS)
    memory.orderHours.set(store, new Map([...kept, ...hours]))
    return wanted
      .flatMap((hour) => overlaid(memory, store, hour, hours.get(hour) ?? null) ?? [])
      .sort((a, b) => a.hour - b.hour)
  },
})

/** Writes down what was kept: one call for each hour in which something changed. */
export async function writeOrders(orders: OrderRepository, memory: RunMemory, nowMs: number): Promise<void> {
  for (const [key, { store, hour, patch }] of [...memory.unwrittenOrders]) {
    const hours = memory.orderHours.get(store)
    const known = hours?.get(hour)
    // until the answer is there, nobody knows what is stored
    hours?.delete(hour)
    await orders.putHour(store, hour, patch)
    memory.unwrittenOrders.delete(key)
    if (known !== undefined) hours?.set(hour, added(store, hour, known, patch))
  }
  memory.lastPutMs = nowMs
}

function overlaid(
  memory: RunMemory,
  store: string,
  hour: number,
  document: OrderHourDocument | null,
): OrderHourDocument | null {
  const own = memory.unwrittenOrders.get(`${store}:${hour}`)
  return own === undefined ? document : added(store, hour, document, own.patch)
}

const added = (store: string, hour: number, document: OrderHourDocument | null, patch: HourPatch) => ({
  ...(document ?? { _id: `${store}:${hour}`, store, hour }),
  facts: { ...document?.facts, ...patch.facts },
  sights: { ...document?.sights, ...patch.sights },
  dishes: { ...document?.dishes, ...patch.dishes },
})

const joined = (a: HourPatch, b: HourPatch): HourPatch => ({
  facts: { ...a.facts, ...b.facts },
  sights: { ...a.sights, ...b.sights },
  dishes: { ...a.dishes, ...b.dishes },
})

/** What is not known yet; null for nothing. Names of dishes come along with the facts that brought them. */
function newsOf(known: OrderHourDocument | null, patch: HourPatch): HourPatch | null {
  const facts = Object.entries(patch.facts).filter(([id, fact]) => !isSame(known?.facts[id], fact))
  const sights = Object.entries(patch.sights ?? {}).filter(([key]) => known?.sights?.[key] === undefined)
  if (facts.length + sights.length === 0) return null
  const dishes = Object.entries(patch.dishes ?? {}).filter(([dish, name]) => known?.dishes?.[dish] !== name)
  return {
    facts: Object.fromEntries(facts),
    sights: Object.fromEntries(sights),
    dishes: Object.fromEntries(dishes),
  }
}

/** Hours of several stores: only those stores are asked of which one is not known. */
const knownHoursOf = async (orders: OrderRepository, memory: RunMemory, stores: string[], wanted: number[]) => {
  const asked = stores.filter((store) => wanted.some((hour) => memory.orderHours.get(store)?.has(hour) !== true))
  const found = asked.length === 0 ? [] : await orders.readHoursOf(asked, wanted)
  for (const store of asked) memory.orderHours.set(store, new Map(wanted.map((hour) => [hour, null])))
  for (const document of found) memory.orderHours.get(document.store)?.set(document.hour, document)
  return (store: string, hour: number) => memory.orderHours.get(store)?.get(hour) ?? null
}

const readSome = (orders: OrderRepository, store: string, hours: number[]): Promise<OrderHourDocument[]> =>
  hours.length === 0 ? Promise.resolve([]) : orders.readHours(store, hours)

const isSame = (a: OrderFact | undefined, b: OrderFact): boolean =>
  a !== undefined &&
  [...new Set([...Object.keys(a), ...Object.keys(b)])].every((field) =>
    isEqual(a[field as keyof OrderFact], b[field as keyof OrderFact]),
  )

const isEqual = (a: unknown, b: unknown): boolean =>
  a === b || (typeof a === 'object' && typeof b === 'object' && JSON.stringify(a) === JSON.stringify(b))
