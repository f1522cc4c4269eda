import type { OrderMapping } from '../../core/documents'
import { type CollectionSpec, collection, collections, monitorCollections } from '../../database/collections'
import { sampleOrders } from '../../database/seed/firstDocuments'
import type { Record } from '../integrate/record'

/** Whose environment it is: what of ours belongs into it, and how its shop and its orders are called. */
export interface Subject {
  collections: CollectionSpec[]
  /** functions of ours that do not belong there */
  without: readonly string[]
  store: { id: string; name: string; branch: string }
  orders: OrderMapping
  /** folder of the owner's pages in the app */
  pages: string
}

/** The sample shop's functions; all others belong to the monitor. */
export const sampleFunctions: readonly string[] = ['shop']

/** The sample shop: everything. */
export const sampleShop: Subject = {
  collections,
  without: [],
  store: { id: 'wensan', name: '兰姨牛肉面', branch: '文三路店' },
  orders: sampleOrders,
  pages: 'admin',
}

/** Read where an app has no orders that we know of: ours, and empty until somebody says where theirs are. */
const noOrders = 'kandianOrders'

/** A shop that `npm run integrate` put us into: its own collections and functions are not touched. */
export function integratedShop({ store, orders, pages }: Record): Subject {
  const own = orders === null ? [collection(noOrders)] : []
  return {
    collections: [...monitorCollections, ...own],
    without: sampleFunctions,
    store: { ...store, branch: '' },
    orders: orders ?? { ...sampleOrders, collection: noOrders },
    pages,
  }
}
