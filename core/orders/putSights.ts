import type { MinuteDocument } from '../documents/minute'
import type { OrderRepository } from '../ports'
import { sightsByHour } from './sights'

/** Writes what phones saw of orders beside the orders: again and again the same. @param parts of one minute */
export async function putSights(
  orders: Pick<OrderRepository, 'putHour'>,
  parts: readonly MinuteDocument[],
): Promise<void> {
  const stores = new Set(parts.flatMap((part) => Object.keys(part.stores)))
  for (const store of stores)
    for (const [hour, sights] of sightsByHour(parts, store)) await orders.putHour(store, hour, { facts: {}, sights })
}
