import type { AlertStateDocument } from '../documents/alertState'
import type { MinuteDocument } from '../documents/minute'
import type { OrderHourDocument } from '../documents/orderHour'
import type { StoreDocument } from '../documents/store'
import { groupBy } from '../groupBy'
import type { Ports } from '../ports'
import { ordersHeartbeat } from '../rollup/heartbeatIds'

/**
 * The ports of one run over a shard of several stores: what every store asks for is read for all of them at once, so
 * that a run of a thousand stores makes tens of calls and not thousands. Nothing is kept beyond the run.
 */
export const shardReads = (ports: Ports, stores: readonly StoreDocument[]): Ports => {
  if (stores.length < 2) return ports
  return {
    ...ports,
    minutes: sharedMinutes(ports),
    orders: sharedOrders(ports, stores),
    heartbeats: sharedHeartbeats(ports, stores),
    issues: sharedIssues(ports, stores),
  }
}

/** States of all stores of a shard; null for one store, which reads its own. */
export const readStates = async (
  ports: Pick<Ports, 'alertStates'>,
  stores: readonly StoreDocument[],
): Promise<ReadonlyMap<string, AlertStateDocument> | null> => {
  if (stores.length < 2) return null
  const states = await ports.alertStates.readAll(stores.map(({ _id }) => _id))
  return new Map(states.map((state) => [state._id, state]))
}

const sharedMinutes = ({ minutes }: Ports): Ports['minutes'] => {
  const read = once((shard: string, from: number, to: number) => minutes.read(shard, from, to))
  return {
    ...minutes,
    read: async (shard, from, to, store) => {
      const all = await read(shard, from, to)
      return store === undefined ? all : all.map((minute) => ofStore(minute, store))
    },
  }
}

const ofStore = (minute: MinuteDocument, store: string): MinuteDocument => {
  const own = minute.stores[store]
  return { ...minute, stores: own === undefined ? {} : { [store]: own } }
}

/** Stores of one zone ask for the same hours. */
const sharedOrders = ({ orders }: Ports, stores: readonly StoreDocument[]): Ports['orders'] => {
  const zoneOf = new Map(stores.map(({ _id, zone }) => [_id, zone]))
  const read = once(async (zone: string, ...hours: number[]) => {
    const own = stores.filter((store) => store.zone === zone).map(({ _id }) => _id)
    return groupBy(await orders.readHoursOf(own, hours), ({ store }) => store)
  })
  return {
    ...orders,
    readHours: async (store, hours) => {
      const zone = zoneOf.get(store)
      if (zone === undefined) return orders.readHours(store, hours)
      return [...((await read(zone, ...hours)).get(store) ?? [])].sort(byHour)
    },
  }
}

const byHour = (a: OrderHourDocument, b: OrderHourDocument): number => a.hour - b.hour

const sharedHeartbeats = ({ heartbeats }: Ports, stores: readonly StoreDocument[]): Ports['heartbeats'] => {
  const ids = new Set(stores.map(({ _id }) => ordersHeartbeat(_id)))
  const read = once(() => heartbeats.read([...ids]))
  return { ...heartbeats, read: (asked) => (asked.every((id) => ids.has(id)) ? read() : heartbeats.read(asked)) }
}

const sharedIssues = ({ issues }: Ports, stores: readonly StoreDocument[]): Ports['issues'] => {
  const ids = new Set(stores.map(({ _id }) => _id))
  const read = once(async (sinceMs: number) => groupBy(await issues.readOf([...ids], sinceMs), ({ store }) => store))
  return {
    ...issues,
    read: async (store, sinceMs) =>
      ids.has(store) ? ((await read(sinceMs)).get(store) ?? []) : issues.read(store, sinceMs),
  }
}

const once = <A extends (string | number)[], R>(read: (...asked: A) => Promise<R>): ((...asked: A) => Promise<R>) => {
  const known = new Map<string, Promise<R>>()
  return (...asked) => {
    const key = asked.join()
    const reading = known.get(key) ?? read(...asked)
    known.set(key, reading)
    return reading
  }
}
