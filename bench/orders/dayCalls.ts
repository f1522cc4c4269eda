import { defaultRules } from '../../adapters/defaultRules'
import { RunMemory } from '../../core/schedule/runMemory'
import { runMinute } from '../../core/schedule/runMinute'
import { firstSettings, firstStore } from '../../database/seed/firstDocuments'
import { asOf, type ModelOrder, modelOrders, type Shape, shapes, updatedOf } from '../../test/core/orders/modelOrders'
import { fakePorts } from '../../test/fakes/ports'

const MINUTE_MS = 60_000
const DAY_MS = 86_400_000
/** Midnight of the shop, and when it opens. */
const MIDNIGHT = Date.UTC(2026, 10, 24, 16)
const OPENS_MS = 10 * 60 * MINUTE_MS
const ORDERS = 1_000

/**
 * Database calls that a day of a thousand orders costs for orders alone: reading what changed, and writing it down. A
 * write is one call, two for the first of an hour (adapters/repositories/orders.ts); operations on ports are calls else.
 */
export async function dayCalls(): Promise<{ calls: number; reads: number; writes: number }> {
  const [shape] = shapes as [Shape]
  const ports = fakePorts(MIDNIGHT)
  ports.store.rules = await defaultRules.read()
  ports.store.settings.set('main', { ...firstSettings({ salt: '', claimHash: '' }), orders: shape.mapping })
  ports.store.stores.set('wensan', { ...firstStore(MIDNIGHT), firstSeenAt: MIDNIGHT })
  const orders = modelOrders(7, 1, ORDERS, MIDNIGHT + OPENS_MS)
  const counts = { reads: 0, writes: 0 }
  ports.before.run = (operation) => {
    if (operation === 'orders.putHour') counts.writes += 1
    else if (operation.startsWith('orders.')) counts.reads += 1
  }
  const memory = new RunMemory()
  for (let now = MIDNIGHT + 17_000; now < MIDNIGHT + DAY_MS; now += MINUTE_MS) {
    ports.store.orders = standingLately(orders, now).map(shape.write)
    await runMinute(ports, memory, now)
  }
  const first = ports.store.orderHours.size
  return { calls: counts.reads + counts.writes + first, reads: counts.reads, writes: counts.writes + first }
}

/** Orders that changed within the overlap of two readings: the others are not asked for. */
const standingLately = (orders: readonly ModelOrder[], nowMs: number): ModelOrder[] =>
  orders.flatMap((order) => {
    const then = asOf(order, nowMs)
    return then !== null && updatedOf(then) > nowMs - 15 * MINUTE_MS ? [then] : []
  })
