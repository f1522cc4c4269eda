import { type Answer, ok, refuse } from '../../contract/answer'
import type { Overview } from '../../contract/query'
import type { StaffDocument } from '../documents'
import type { Ports } from '../ports'
import { foldHeartbeat, ordersHeartbeat, runHeartbeat } from '../rollup/heartbeatIds'
import { addDays, dayStart, localTime } from '../time/localTime'
import { minuteOf } from '../time/units'
import { bookHours } from './orderBook'
import { overviewOf, RECENT_MINUTES } from './overview'
import { USUAL_DAYS } from './usual'

/** The last ones are enough: one open, one before it, and the day's gaps. */
const INCIDENTS_READ = 10

/**
 * The owner's page of one store.
 * @param viewer who asks; must belong to the store
 */
export async function answerOverview(
  ports: Ports,
  viewer: StaffDocument,
  storeId: string,
  nowMs: number,
): Promise<Answer<Overview>> {
  const [settings, stores, staff] = await Promise.all([
    ports.directory.settings(),
    ports.directory.stores(),
    ports.directory.staff(),
  ])
  const store = stores.find(({ _id }) => _id === storeId)
  if (store === undefined || !viewer.stores.includes(storeId))
    return refuse('forbidden', 'this store is not one of yours: ask its owner for a code', 'store')
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const { day } = localTime(nowMs, store.zone)
  const now = minuteOf(nowMs)
  const openids = staff.filter(({ removed, stores: own }) => !removed && own.includes(storeId)).map((one) => one.openid)
  const heartbeatIds = [foldHeartbeat(store.shard), ordersHeartbeat(storeId), runHeartbeat('aggregate')]
  const [heartbeats, minutes, days, orderHours, incidents, credits, issues, rules] = await Promise.all([
    ports.heartbeats.read(heartbeatIds),
    ports.minutes.read(store.shard, now - RECENT_MINUTES, now + 1, storeId),
    ports.rollups.readDays(storeId, addDays(day, -USUAL_DAYS), day),
    ports.orders.readHours(storeId, bookHours(nowMs, store.zone)),
    ports.incidents.readLatest(storeId, INCIDENTS_READ),
    ports.credits.readAll(openids),
    ports.issues.read(storeId, dayStart(day, store.zone)),
    ports.rules.read(),
  ])
  const read = { heartbeats, minutes, days, orderHours, incidents, credits, issues, rules }
  return ok(overviewOf({ store, viewer, staff, settings, nowMs, ...read }))
}
