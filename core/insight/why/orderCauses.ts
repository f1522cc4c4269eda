import type { OrderFact } from '../../documents/orderHour'
import type { OrderBook } from '../../query/orderBook'
import { MINUTE_MS } from '../../time/units'
import type { Cell, Explanation, Tally } from '../causes/cells'
import { explain } from '../causes/explain'
import type { WhatChanged } from './whatChanged'
import type { Compared } from './windows'

/** Fewer orders tell nothing. */
const FEWEST_ORDERS = 20
/** An order that does not say what was in it, or how it was paid. */
const UNKNOWN = 'unknown'

/**
 * Who made a change of the orders: which dishes, which way to pay. Beside the mean of earlier weeks at the same clock,
 * since an hour ago lunch had not begun. An order with several dishes counts for each in equal parts, so that the dishes
 * of all orders add up to their number.
 */
export function orderCauses(book: OrderBook, { orders }: WhatChanged, { now }: Compared): Explanation | null {
  if (orders === undefined || book.weeks.length === 0) return null
  const [fromMs, toMs] = [now.from * MINUTE_MS, now.to * MINUTE_MS]
  const told = book.facts(orders, fromMs, toMs)
  const usual = book.weeks.flatMap((week) => book.facts(orders, book.earlier(fromMs, week), book.earlier(toMs, week)))
  if (usual.length / book.weeks.length < FEWEST_ORDERS) return null
  const cells = [
    ...cellsOf('dish', usual, told, book.weeks.length, dishesOf),
    ...cellsOf('payment', usual, told, book.weeks.length, ({ payment = UNKNOWN }) => [[payment, 1]]),
  ]
  return explain('count', cells)
}

type Parts = [value: string, part: number][]

function dishesOf({ items = [] }: OrderFact): Parts {
  const all = items.reduce((sum, { count }) => sum + count, 0)
  return all === 0 ? [[UNKNOWN, 1]] : items.map(({ dish, count }) => [dish, count / all])
}

/** A label of which nothing is known on either side is left out. @param weeks that `usual` is of */
function cellsOf(
  label: string,
  usual: readonly OrderFact[],
  told: readonly OrderFact[],
  weeks: number,
  partsOf: (fact: OrderFact) => Parts,
): Cell[] {
  const cells = new Map<string, { before: Tally; now: Tally }>()
  const add = (facts: readonly OrderFact[], side: 'before' | 'now', worth: number): void => {
    for (const fact of facts)
      for (const [value, part] of partsOf(fact)) {
        const own = cells.get(value) ?? { before: { count: 0, hits: 0 }, now: { count: 0, hits: 0 } }
        own[side].count += part * worth
        cells.set(value, own)
      }
  }
  add(usual, 'before', 1 / weeks)
  add(told, 'now', 1)
  if (cells.size === 1 && cells.has(UNKNOWN)) return []
  return [...cells].map(([value, tallies]) => ({ label, value, ...tallies }))
}
