import { orderRef } from '../../contract/orderRef'
import type { CollectorContext } from './collectors/collector'

/** Longest form of what was seen, with its comma. */
const sightBytes = 26

/** The app speaks of this order from now on. @param order as the shop names it: it stays on the phone. None: of no order */
export function nameOrder(context: CollectorContext, order: unknown): void {
  context.namedOrder = order && orderRef(context.options.store, String(order))
}

/** The phone saw something become of the order that the app last named; nothing, if it named none. */
export function sightOrder(context: CollectorContext, sight: number): void {
  const { namedOrder, latestCrumbs, toldCrumb } = context
  if (!namedOrder) return
  const news = latestCrumbs.slice(toldCrumb ? latestCrumbs.indexOf(toldCrumb) + 1 : 0)
  context.toldCrumb = latestCrumbs[latestCrumbs.length - 1]
  context.write((journal, at) => {
    const orders = journal.body.orders || []
    journal.body.orders = orders
    return journal.put(orders, String(namedOrder), sightBytes, (label) => [
      ...([label, sight, journal.after(at)] as const),
      ...journal.stepsOf(at, news),
    ])
  })
}
