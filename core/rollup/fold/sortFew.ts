/** Beyond it the engine's own sort is the faster one. */
const FEW = 24

/** Sorts in place. The engine's sort takes more memory for ten items than they have, and a fold sorts a dozen lists a store. */
export function sortFew<T>(items: T[], compare: (a: T, b: T) => number): T[] {
  if (items.length > FEW) return items.sort(compare)
  for (let index = 1; index < items.length; index++) {
    const item = items[index] as T
    let at = index
    while (at > 0 && compare(items[at - 1] as T, item) > 0) {
      items[at] = items[at - 1] as T
      at -= 1
    }
    items[at] = item
  }
  return items
}
