import type { OrderHourDocument } from '../documents/orderHour'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { OVERLAP_MS } from '../orders/orderTick'
import { readFact } from '../orders/readFact'
import type { Ports } from '../ports'
import { hourOf, MINUTE_MS } from '../time/units'
import type { KnownOrders, PageMemory } from './pageMemory'

/** Orders changed since the cursor are read from the shop itself while the cursor is not older than this. */
const LAG_MS = 15 * MINUTE_MS
/** Older hours may have been changed by what this instance has not seen: they are read again. */
const KEPT_MS = 10 * MINUTE_MS

export interface PageOrders {
  orderHours: OrderHourDocument[]
  /** epoch ms up to which orders are complete; null for never */
  ordersThrough: number | null
}

interface Wanted {
  store: StoreDocument
  /** all stores: orders that do not say theirs belong to the first */
  stores: readonly StoreDocument[]
  settings: SettingsDocument
  hours: readonly number[]
  /** how far the minute's run has read them: asked before this is called */
  through: Promise<number | null>
  nowMs: number
}

/**
 * Orders for a page: facts by hour as stored, and what changed since, from the shop's own collection: an order is on the
 * page as soon as it is in the shop. What cannot be read as an order is left to the minute's run to count.
 */
export async function readPageOrders(ports: Ports, memory: PageMemory, wanted: Wanted): Promise<PageOrders> {
  const { store, hours, nowMs } = wanted
  const known = await knownOrders(ports, memory, wanted)
  const throughMs = await wanted.through
  const behind = nowMs - known.throughMs
  if (throughMs === null || behind < 0 || behind > LAG_MS) return answered(known, hours, throughMs)
  const { orders: mapping, salt } = wanted.settings
  const reading = {
    ...{ mapping, nowMs, onlyStore: wanted.stores[0]?._id ?? null },
    hashOf: (customer: string) => ports.orders.hashCustomer(customer, salt),
  }
  for (const order of await ports.orders.readChanged(mapping, known.throughMs - OVERLAP_MS, nowMs)) {
    const read = readFact(order, reading)
    if (!read.ok || read.store !== store._id) continue
    const hour = hourOf(read.fact.createdAt)
    const before = known.hours.get(hour)
    if (before === undefined) continue
    const empty: OrderHourDocument = { _id: `${store._id}:${hour}`, store: store._id, hour, facts: {} }
    const dishes = { ...before?.dishes, ...read.names }
    known.hours.set(hour, { ...(before ?? empty), facts: { ...before?.facts, [read.id]: read.fact }, dishes })
  }
  known.throughMs = nowMs
  return answered(known, hours, nowMs)
}

const answered = (known: KnownOrders, hours: readonly number[], ordersThrough: number | null): PageOrders => ({
  orderHours: hours.flatMap((hour) => known.hours.get(hour) ?? []),
  ordersThrough,
})

async function knownOrders(ports: Ports, memory: PageMemory, wanted: Wanted): Promise<KnownOrders> {
  const { store, hours, through, nowMs } = wanted
  const kept = memory.orders.get(store._id)
  const isFresh =
    kept !== undefined && nowMs >= kept.atMs && nowMs - kept.atMs < KEPT_MS && nowMs - kept.throughMs <= LAG_MS
  const keptHours: KnownOrders['hours'] = isFresh ? kept.hours : new Map()
  const asked = hours.filter((hour) => !keptHours.has(hour))
  const [throughMs, read] = await Promise.all([
    through,
    asked.length === 0 ? [] : ports.orders.readHours(store._id, asked),
  ])
  const known: KnownOrders = isFresh ? kept : { hours: keptHours, throughMs: throughMs ?? 0, atMs: nowMs }
  if (asked.length > 0) {
    const found = new Map(read.map((hour) => [hour.hour, hour]))
    for (const hour of asked) known.hours.set(hour, found.get(hour) ?? null)
    // hours read now are complete as far as the run has come, not as far as this instance
    known.throughMs = Math.min(known.throughMs, throughMs ?? 0)
  }
  memory.orders.set(store._id, known)
  return known
}
