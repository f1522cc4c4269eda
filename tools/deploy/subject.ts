import { join } from 'node:path'
import type { OrderMapping } from '../../contract/orderMapping'
import { type CollectionSpec, collection, collections, monitorCollections } from '../../database/collections'
import { sampleOrders } from '../../database/seed/firstDocuments'
import { type Record, readRecord } from '../integrate/record'
import { functionsBuilt } from '../paths'
import { DeployError } from './deployError'

/** Whose environment it is: what of ours belongs into it, and how its shop and its orders are called. */
export interface Subject {
  collections: CollectionSpec[]
  /** functions of ours that do not belong there */
  without: readonly string[]
  store: { id: string; name: string; branch: string }
  orders: OrderMapping
  /** folder of the owner's pages in the app */
  pages: string
  /** folder of the functions as they are uploaded, absolute */
  functionRoot: string
}

/** The sample shop's functions; all others belong to the monitor. */
export const sampleFunctions: readonly string[] = ['shop']

/** The sample shop: everything. */
const sampleShop: Subject = {
  collections,
  without: [],
  store: { id: 'wensan', name: '兰姨牛肉面', branch: '文三路店' },
  orders: sampleOrders,
  pages: 'admin',
  functionRoot: functionsBuilt,
}

/** Read where an app has no orders that we know of: ours, and empty until somebody says where theirs are. */
const noOrders = 'kandianOrders'

/**
 * What is deployed: the sample shop, or the project in a folder.
 * @throws DeployError for a project that we were not put into
 */
export function subjectOf(app: string | undefined): Subject {
  if (app === undefined) return sampleShop
  const record = readRecord(app)
  if (record !== null) return integratedShop(app, record)
  throw new DeployError(`${app} has no kandian.json: run npm run integrate -- --app ${app} --write first`)
}

/** A shop that `npm run integrate` put us into: its own collections and functions are not touched. */
export function integratedShop(app: string, { store, orders, pages, created }: Record): Subject {
  // its copies know where the owner's pages lie in this app
  const functionRoot = Object.keys(created)
    .find((path) => /(^|\/)collect\/index\.js$/.test(path))
    ?.replace('collect/index.js', '')
  const own = orders === null ? [collection(noOrders)] : []
  return {
    collections: [...monitorCollections, ...own],
    without: sampleFunctions,
    store: { ...store, branch: '' },
    orders: orders ?? { ...sampleOrders, collection: noOrders },
    pages,
    functionRoot: functionRoot === undefined ? functionsBuilt : join(app, functionRoot),
  }
}
