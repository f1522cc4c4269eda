import type { StoreDocument } from '../documents/store'
import type { Evidence } from '../evidence'
import type { Ports } from '../ports'
import { cutoffOf } from '../rollup/closing'
import { ordersHeartbeat, ordersThrough } from '../rollup/heartbeatIds'
import { evidenceOf, LOOKBACK_MINUTES } from '../rollup/readEvidence'
import { readMinutesOf } from '../rollup/shards'
import { hourOf, MINUTE_MS } from '../time/units'

/** Orders of as many weeks before are "usual". */
const WEEKS = 4
const HOURS_A_WEEK = 168

/** Hours of orders that judging [from, to) may look at: today's, and the same ones of earlier weeks. */
const orderHours = (from: number, to: number): number[] => {
  const [first, last] = [hourOf(from * MINUTE_MS), hourOf(to * MINUTE_MS)]
  const hours: number[] = []
  for (let week = 0; week <= WEEKS; week++)
    for (let hour = first - (week === 0 ? 25 : 4); hour <= last + 1; hour++) hours.push(hour - week * HOURS_A_WEEK)
  return [...new Set(hours)].sort((a, b) => a - b)
}

/**
 * What was known at each minute of a stretch of history, for a dry run: read at once, so that a day costs four calls.
 * Minutes are kept for seven days. @param from and to: epoch minutes, [from, to)
 */
export const readHistory = async (
  ports: Pick<Ports, 'minutes' | 'orders' | 'heartbeats' | 'issues'>,
  store: StoreDocument,
  from: number,
  to: number,
): Promise<(minute: number) => Evidence> => {
  const [documents, hours, heartbeats, issues] = await Promise.all([
    readMinutesOf(ports, store, from - LOOKBACK_MINUTES, to),
    ports.orders.readHours(store._id, orderHours(from, to)),
    ports.heartbeats.read([ordersHeartbeat(store._id)]),
    ports.issues.read(store._id, (from - LOOKBACK_MINUTES) * MINUTE_MS),
  ])
  const writtenMs = ordersThrough(heartbeats, store._id)
  return (minute) => {
    const near = documents.filter((one) => one.minute >= minute - LOOKBACK_MINUTES && one.minute <= minute)
    return evidenceOf({ store, cutoff: cutoffOf(minute), documents: near, hours, ordersThrough: writtenMs, issues })
  }
}
