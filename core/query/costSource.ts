import type { StoreDocument } from '../documents/store'
import { outlookOf } from '../insight/outlook'
import type { CostDocuments } from '../ports/pages'
import { ordersThrough } from '../rollup/heartbeatIds'
import type { CostSource } from './lost'

/** What incidents of one store cost is reckoned from, out of what was read of several. */
export const costSource = (
  { orders, beats, baselines }: CostDocuments,
  store: StoreDocument,
  nowMs: number,
): CostSource => ({
  ...{ store, nowMs },
  orders: orders.filter((document) => document.store === store._id),
  ordersThrough: ordersThrough(beats, store._id),
  outlook: outlookOf(baselines.find(({ _id }) => _id === store._id) ?? null, store, 'paid'),
})
