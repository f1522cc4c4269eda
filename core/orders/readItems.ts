import type { OrderMapping } from '../../contract/orderMapping'
import { hashText } from '../../contract/orderRef'
import type { OrderFact, OrderItem } from '../documents/orderHour'
import { fieldOf } from './fieldOf'
import { fenOf } from './money'

export type ReadItems = { ok: true; items: Pick<OrderFact, 'items'>; names: Record<string, string> } | { ok: false }

/** More lines than any order has; more pieces of one dish than anybody eats. */
const MOST_LINES = 50
const MOST_PIECES = 999
const DISH_ID = /^[\w-]{1,32}$/
const LONGEST_NAME = 20

/** What was ordered. Dishes without an id are known by their name. */
export function readItems(order: Record<string, unknown>, { items, amountUnit }: OrderMapping): ReadItems {
  if (items == null) return { ok: true, items: {}, names: {} }
  const list = fieldOf(order, items.list)
  if (list == null) return { ok: true, items: {}, names: {} }
  if (!Array.isArray(list) || list.length > MOST_LINES) return { ok: false }
  const names: Record<string, string> = {}
  const read: OrderItem[] = []
  for (const line of list) {
    const id = String(fieldOf(line, items.dish) ?? '')
    const count = Number(fieldOf(line, items.count))
    const priceFen = items.price === null ? 0 : fenOf(fieldOf(line, items.price), amountUnit)
    if (id === '' || !Number.isInteger(count) || count < 1 || count > MOST_PIECES || priceFen === null)
      return { ok: false }
    const dish = DISH_ID.test(id) ? id : hashText(id, 0x811c9dc5)
    const name = String((items.name === null ? undefined : fieldOf(line, items.name)) ?? id).slice(0, LONGEST_NAME)
    names[dish] = name
    read.push({ dish, count, priceFen })
  }
  return { ok: true, items: { items: read }, names }
}
