import { orderRef } from '../../contract/orderRef'
import { BATCH_ORDERS } from './catalogue'
import type { CollectorContext, OrderSights } from './collectors/collector'
import type { Crumb } from './queue/journal'

/** Longest form of what was seen, with its comma. */
const sightBytes = 26

/** Watches what becomes of the order that the app last named. */
export function watchOrders({
  options,
  crumbs,
  write,
}: Pick<CollectorContext, 'options' | 'crumbs' | 'write'>): OrderSights {
  let ref = ''
  let told: Crumb | undefined
  return {
    nameOrder(order) {
      ref = order ? orderRef(options.store, String(order)) : ''
    },
    sight(sight) {
      if (!ref) return
      const news = crumbs.slice(told ? crumbs.indexOf(told) + 1 : 0)
      told = crumbs[crumbs.length - 1]
      write((journal, at) => {
        const orders = journal.body.orders || []
        journal.body.orders = orders
        return journal.put(orders, BATCH_ORDERS, ref, sightBytes, (label) => [
          ...([label, sight, journal.after(at)] as const),
          ...journal.trail(at, news),
        ])
      })
    },
  }
}
