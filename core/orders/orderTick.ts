import type { OrderFact, OrderMapping, StoreDocument } from '../documents'
import type { Ports } from '../ports'
import { ordersHeartbeat } from '../rollup/heartbeatIds'
import { DAY_MS, hourOf, MINUTE_MS } from '../time/units'
import { type OrderFault, readFact } from './readFact'

/** Each read goes back this far behind the last one: an order may become visible after its update time. */
export const OVERLAP_MS = 2 * MINUTE_MS
/** How far back the first reading goes: six weeks of the same weekday. */
export const FIRST_READ_MS = 42 * DAY_MS
/** A backlog is read by the day, and this many orders a tick. */
const SLICE_MS = DAY_MS
const ORDERS_PER_TICK = 2_000
const SLICES_PER_TICK = 60

type OrderPorts = Pick<Ports, 'orders' | 'heartbeats' | 'directory'>

export interface OrderReport {
  read: number
  /** orders set aside, by reason */
  faults: Partial<Record<OrderFault, number>>
  /** epoch ms of the source's update time up to which all is read; null without settings or stores */
  through: number | null
}

/** Reads what changed in the shop's own orders since the last tick. Reading twice, or over each other, changes nothing. */
export async function orderTick(ports: OrderPorts, nowMs: number): Promise<OrderReport> {
  const settings = await ports.directory.settings()
  const stores = await ports.directory.stores()
  const report: OrderReport = { read: 0, faults: {}, through: null }
  if (settings === null || stores.length === 0) return report
  const heartbeats = await ports.heartbeats.read(stores.map(({ _id }) => ordersHeartbeat(_id)))
  const cursors = stores.map(({ _id }) => heartbeats.get(ordersHeartbeat(_id))?.through ?? nowMs - FIRST_READ_MS)
  let through = Math.min(...cursors)
  for (let slices = 0; through < nowMs && slices < SLICES_PER_TICK && report.read < ORDERS_PER_TICK; slices++) {
    const to = Math.min(nowMs, through + SLICE_MS)
    await readSlice(ports, settings.orders, stores, through - OVERLAP_MS, to, report)
    through = to
  }
  for (const [index, { _id }] of stores.entries())
    if (through > (cursors[index] as number)) await ports.heartbeats.beat(ordersHeartbeat(_id), nowMs, through)
  return { ...report, through }
}

async function readSlice(
  ports: OrderPorts,
  mapping: OrderMapping,
  stores: readonly StoreDocument[],
  fromMs: number,
  toMs: number,
  report: OrderReport,
): Promise<void> {
  const orders = await ports.orders.readChanged(mapping, fromMs, toMs)
  const onlyStore = stores[0]?._id ?? null
  const byHour = new Map<string, { store: string; hour: number; facts: Record<string, OrderFact> }>()
  for (const order of orders) {
    const read = readFact(order, mapping, onlyStore)
    const known = read.ok && stores.some(({ _id }) => _id === read.store)
    if (!read.ok || !known) {
      const fault = read.ok ? 'bad_store' : read.fault
      report.faults[fault] = (report.faults[fault] ?? 0) + 1
      continue
    }
    const hour = hourOf(read.fact.createdAt)
    const key = `${read.store}:${hour}`
    const group = byHour.get(key) ?? { store: read.store, hour, facts: {} }
    group.facts[read.id] = read.fact
    byHour.set(key, group)
  }
  for (const { store, hour, facts } of byHour.values()) await ports.orders.putFacts(store, hour, facts)
  report.read += orders.length
}
