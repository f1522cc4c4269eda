import type { SourceMapPartDocument } from '../../../core/errors/sourceMaps/documents'
import type { Ports } from '../../../core/ports'
import { ordersHeartbeat } from '../../../core/rollup/heartbeatIds'
import { readPage } from '../readPage'
import type { FakeCloud } from './fakeCloud'

/** What pages read in one piece. */
export function reading({ store, operation }: FakeCloud): Pick<Ports, 'pages' | 'meter' | 'sourceMaps'> {
  return {
    pages: {
      read: operation('pages.read', (wants) => readPage(store, wants)),
      readCosts: operation('pages.readCosts', (ids, hours) => ({
        beats: new Map([...store.heartbeats].filter(([known]) => ids.map(ordersHeartbeat).includes(known))),
        orders: [...store.orderHours.values()]
          .filter((one) => ids.includes(one.store) && hours.includes(one.hour))
          .map(({ _id, store: own, hour, facts }) => ({ _id, store: own, hour, facts })),
        baselines: ids.flatMap((id) => store.baselines.get(id) ?? []),
      })),
      readChain: operation('pages.readChain', (ids) => ({
        beats: new Map([...store.heartbeats].filter(([known]) => (ids as string[]).includes(known))),
        sales: new Map(store.sales),
        open: [...store.incidents.values()].filter(({ status }) => status !== 'resolved'),
      })),
    },
    meter: { read: operation('meter.read', () => null) },
    sourceMaps: {
      parts: operation('sourceMaps.parts', (ids) =>
        ids.flatMap((id) => (store.sourceMaps.get(id) as SourceMapPartDocument | undefined) ?? []),
      ),
    },
  }
}
