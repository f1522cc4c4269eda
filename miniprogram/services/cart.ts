/** The cart lives as long as the app: dish id → count. */
import type { Dish } from './shop'

export interface CartLine {
  dish: Dish
  count: number
}

const counts = new Map<string, number>()
const dishes = new Map<string, Dish>()

export const countOf = (dish: string): number => counts.get(dish) ?? 0

export function setCount(dish: Dish, count: number): void {
  dishes.set(dish._id, dish)
  if (count > 0) counts.set(dish._id, Math.min(count, 20))
  else counts.delete(dish._id)
}

export function cartLines(): CartLine[] {
  return [...counts].map(([id, count]) => ({ dish: dishes.get(id) as Dish, count }))
}

export const cartCount = (): number => cartLines().reduce((sum, line) => sum + line.count, 0)

export const cartFen = (): number => cartLines().reduce((sum, line) => sum + line.count * line.dish.priceFen, 0)

export function emptyCart(): void {
  counts.clear()
}
