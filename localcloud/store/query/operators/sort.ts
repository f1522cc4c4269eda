import { type Iterator, Lazy } from 'mingo/lazy'
import { sortDocuments } from '../../keys/sortDocuments'
import type { Fields } from '../../value'

/** The stage in the order that queries have: a list stands for its smallest item, or its largest when falling. */
export function $sort(documents: Iterator, directions: Record<string, unknown>): Iterator {
  const sort = Object.entries(directions).map(([field, direction]) => {
    if (direction !== 1 && direction !== -1) throw new Error(`$sort of "${field}" must be 1 or -1`)
    return { field, direction } as const
  })
  return documents.transform(((all: Fields[]) => Lazy(sortDocuments(all, (document) => document, sort))) as never)
}
