import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import { readFact } from '../orders/readFact'
import type { Ports } from '../ports'
import { ordersHeartbeat } from '../rollup/heartbeatIds'
import { DAY_MS, hourOf, MINUTE_MS } from '../time/units'

/** So long may the way through the collections take, during which they are written behind its back. */
const WALK_MS = 10 * MINUTE_MS
/** Who notes when an order changed may have a clock that is ahead. */
const AHEAD_MS = MINUTE_MS
/** Farther back than this nothing is looked for: whoever reads orders stands still, or begins. */
const LONGEST_MS = DAY_MS

/**
 * Whether an order of theirs is still to be written down: the minute's run has not read it yet, or keeps it for a moment
 * before it writes (schedule/rememberedOrders.ts). It will name them, for nobody has told that run.
 * @param hash of the customer
 */
export async function hasUnreadOrder(
  ports: Pick<Ports, 'heartbeats' | 'orders'>,
  { orders: mapping, salt }: Pick<SettingsDocument, 'orders' | 'salt'>,
  stores: readonly StoreDocument[],
  hash: string,
  nowMs: number,
): Promise<boolean> {
  if (mapping.customer == null) return false
  const marks = await ports.heartbeats.read(stores.map(({ _id }) => ordersHeartbeat(_id)))
  // cursors wait for what is kept: up to them all is written
  const through = Math.min(nowMs, ...stores.map(({ _id }) => marks.get(ordersHeartbeat(_id))?.through ?? 0))
  if (nowMs - through > LONGEST_MS) return true
  const reading = {
    ...{ mapping, nowMs, onlyStore: stores[0]?._id ?? null },
    hashOf: (customer: string) => ports.orders.hashCustomer(customer, salt),
  }
  const hers = (await ports.orders.readChanged(mapping, through - WALK_MS, nowMs + AHEAD_MS))
    .map((order) => readFact(order, reading))
    .filter((read) => read.ok)
    .filter(({ fact }) => fact.customer === hash)
  if (hers.length === 0) return false
  const hours = [...new Set(hers.map(({ fact }) => hourOf(fact.createdAt)))]
  const known = await ports.orders.readHoursOf([...new Set(hers.map(({ store }) => store))], hours)
  const standing = (id: string, store: string) =>
    known.find((hour) => hour.store === store && id in hour.facts)?.facts[id]
  return hers.some(({ id, store }) => (standing(id, store)?.customer ?? hash) === hash)
}
