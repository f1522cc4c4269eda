import type { Fields, Value } from '../value'
import { fieldKeys } from './fieldKeys'
import type { IndexField } from './indexKeys'
import { keyOf } from './keyOf'

/** The fields of a sort, most significant first. */
export type SortSpec = readonly IndexField[]

/**
 * Orders as MongoDB does; items that compare equal keep their order.
 * A list stands for its smallest item when ascending, its largest when descending.
 */
export function sortDocuments<T>(items: readonly T[], documentOf: (item: T) => Fields, sort: SortSpec): T[] {
  const keyed = items.map((item) => ({ item, keys: sort.map((part) => sortKey(documentOf(item), part)) }))
  keyed.sort((a, b) => {
    for (let i = 0; i < sort.length; i++) {
      const order = Buffer.compare(a.keys[i] as Buffer, b.keys[i] as Buffer)
      if (order !== 0) return order * (sort[i]?.direction ?? 1)
    }
    return 0
  })
  return keyed.map(({ item }) => item)
}

/** Whether two documents stand in the same place of an order. */
export function sameInOrder(a: Fields, b: Fields, sort: SortSpec): boolean {
  return sort.every((part) => sortKey(a, part).equals(sortKey(b, part)))
}

/** Orders two plain values as MongoDB does. */
export function compareValues(a: Value | undefined, b: Value | undefined): number {
  return Buffer.compare(keyOf(a), keyOf(b))
}

function sortKey(document: Fields, { field, direction }: IndexField): Buffer {
  const { keys } = fieldKeys(document, field)
  return keys.reduce((best, key) => (Buffer.compare(key, best) * direction < 0 ? key : best))
}
