import type { Dish } from '../../../../contract/pages/transactions'
import type { OrderFact, OrderHourDocument } from '../../../documents/orderHour'
import type { Merged } from '../../../evidence'

/** Labels of what a shop tells itself of its dishes: `soldOut,dish=egg`, `dishImage,dish=egg` (docs/sdk.md). */
const SOLD_OUT = /^soldOut,dish=(.+)$/
const IMAGE = /^dishImage,dish=(.+)$/
const DISHES_MOST = 60

export function dishesOf(
  paid: readonly OrderFact[],
  before: readonly OrderFact[] | null,
  documents: readonly OrderHourDocument[],
  custom: ReadonlyMap<string, Merged>,
): Dish[] {
  const names = Object.assign({}, ...documents.map(({ dishes }) => dishes)) as Record<string, string>
  const rows = new Map<string, Dish>()
  const row = (dish: string): Dish => {
    const known = rows.get(dish)
    if (known !== undefined) return known
    const fresh: Dish = {
      ...{ dish, name: names[dish] ?? dish, count: 0, fen: 0, beforeCount: before === null ? null : 0 },
      ...{ refundedOrders: 0, soldOutHits: 0, imageMs: null },
    }
    rows.set(dish, fresh)
    return fresh
  }
  for (const fact of paid)
    for (const { dish, count, priceFen } of fact.items ?? []) {
      const own = row(dish)
      own.count += count
      own.fen += count * priceFen
      if (fact.refundedAt !== null) own.refundedOrders += 1
    }
  for (const fact of before ?? [])
    for (const { dish, count } of fact.items ?? []) {
      const own = rows.get(dish)
      if (own !== undefined) own.beforeCount = (own.beforeCount ?? 0) + count
    }
  for (const [label, merged] of custom) {
    const soldOut = SOLD_OUT.exec(label)?.[1]
    if (soldOut !== undefined) row(soldOut).soldOutHits += merged.users.size || merged.total
    const image = IMAGE.exec(label)?.[1]
    if (image !== undefined && rows.has(image) && merged.sketch !== null)
      row(image).imageMs = merged.sketch.quantile(0.75)
  }
  return [...rows.values()]
    .sort((a, b) => b.fen - a.fen || b.soldOutHits - a.soldOutHits || (a.dish < b.dish ? -1 : 1))
    .slice(0, DISHES_MOST)
}
