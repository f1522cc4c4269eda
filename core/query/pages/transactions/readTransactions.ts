import type { OrderHourDocument } from '../../../documents/orderHour'
import { OVERLAP_MS } from '../../../orders/orderTick'
import { readFact } from '../../../orders/readFact'
import type { Ports } from '../../../ports'
import { ordersHeartbeat, ordersThrough } from '../../../rollup/heartbeatIds'
import { HOUR_MS, hourOf, MINUTE_MS } from '../../../time/units'
import type { PageMemory } from '../../pageMemory'
import type { Reading } from '../answerPage'

/** Weeks of orders that the page is held against: four of the same weekday, and a month for who is new. */
const PAST_HOURS = 35 * 24
/** The past may be corrected by a refund; a page shows that within this. */
const KEPT_MS = 60 * MINUTE_MS
/** Hours that are read at every look: phones and kitchens are still adding to them. */
const FRESH_HOURS = 26

export interface ReadTransactions {
  documents: OrderHourDocument[]
  /** epoch ms up to which orders are known; null for never */
  throughMs: number | null
}

/** Five weeks of orders: the last day anew, what is older as this instance knows it; then what changed since they were read. */
export async function readTransactions(reading: Reading): Promise<ReadTransactions> {
  const { ports, memory, store, settings, nowMs } = reading
  const fresh = hourOf(nowMs) - FRESH_HOURS
  // the mark first: what is read after it is at least as far
  const [marks, past, lately] = await Promise.all([
    ports.heartbeats.read([ordersHeartbeat(store._id)]),
    pastOf(ports, memory, store._id, fresh, nowMs),
    ports.orders.readPast(store._id, fresh, hourOf(nowMs) + 1),
  ])
  const throughMs = ordersThrough(marks, store._id)
  const changed =
    throughMs === null ? [] : await ports.orders.readChanged(settings.orders, throughMs - OVERLAP_MS, nowMs)
  const hours = new Map([...past, ...lately].map((document) => [document.hour, document]))
  for (const order of changed) addChanged(hours, order, reading)
  return { documents: [...hours.values()], throughMs: throughMs === null ? null : nowMs }
}

async function pastOf(
  ports: Ports,
  memory: PageMemory,
  store: string,
  before: number,
  nowMs: number,
): Promise<readonly OrderHourDocument[]> {
  const known = memory.pastOrders.get(store)
  const age = known === undefined ? KEPT_MS : nowMs - known.atMs
  // what was fresh at the last reading and is old by now is missing in it: it is read again, rarely twice an hour
  if (known !== undefined && age >= 0 && age < KEPT_MS && hourOf(known.atMs) === hourOf(nowMs)) return known.value
  const value = await ports.orders.readPast(store, before - PAST_HOURS, before)
  memory.pastOrders.set(store, { mark: '', atMs: nowMs, value })
  return value
}

/** What the shop changed since the minute's run has looked. */
function addChanged(
  hours: Map<number, OrderHourDocument>,
  order: Record<string, unknown>,
  { ports, store, stores, settings, nowMs }: Reading,
): void {
  const read = readFact(order, {
    ...{ mapping: settings.orders, onlyStore: stores[0]?._id ?? null, nowMs },
    hashOf: (customer) => ports.orders.hashCustomer(customer, settings.salt),
  })
  if (!read.ok || read.store !== store._id) return
  const hour = hourOf(read.fact.createdAt)
  // older than what is here: it cannot be told whether it is known
  if (hour * HOUR_MS < nowMs - (PAST_HOURS + FRESH_HOURS) * HOUR_MS) return
  const known = hours.get(hour) ?? { _id: `${store._id}:${hour}`, store: store._id, hour, facts: {} }
  hours.set(hour, {
    ...known,
    facts: { ...known.facts, [read.id]: read.fact },
    dishes: { ...known.dishes, ...read.names },
  })
}
