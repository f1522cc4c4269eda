import { type Answer, ok, refuse } from '../../../contract/answer'
import type { OrderMappingQuery, OrderMappingReport } from '../../../contract/pages/orderMapping'
import type { StaffDocument } from '../../documents/staff'
import { checkMapping } from '../../orders/checkMapping'
import type { Ports } from '../../ports'
import { CHANGES_ORDERS } from '../../staff/orderActions'
import { viewedStore } from '../viewedStore'

/** Enough to meet what is rare, few enough to be one call. */
const LOOKED_AT = 500

/** How the shop's orders are read, or would be: one call. Only those who may change it may try others. */
export async function answerOrderMapping(
  ports: Ports,
  viewer: StaffDocument,
  { store: id, mapping }: OrderMappingQuery,
  nowMs: number,
): Promise<Answer<OrderMappingReport>> {
  const store = await viewedStore(ports, viewer, id)
  if (!store.ok) return store
  const settings = await ports.directory.settings()
  if (settings === null) return refuse('unavailable', 'the environment is not set up: run npm run deploy')
  const mayChange = CHANGES_ORDERS.includes(viewer.role)
  if (mapping !== undefined && !mayChange)
    return refuse('forbidden', 'only the owner or a developer tries another mapping', 'mapping')
  const tried = mapping ?? settings.orders
  const stores = await ports.directory.stores()
  const orders = await ports.orders.readLatest(tried, LOOKED_AT)
  const checked = checkMapping(orders, {
    ...{ mapping: tried, onlyStore: stores[0]?._id ?? null, nowMs },
    hashOf: (customer) => ports.orders.hashCustomer(customer, settings.salt),
  })
  return ok({ now: nowMs, zone: store.value.zone, foldedThrough: nowMs, mapping: tried, ...checked, mayChange })
}
