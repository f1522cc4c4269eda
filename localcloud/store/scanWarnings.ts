import type { Collection } from './catalogue'
import type { SortSpec } from './keys/sortDocuments'
import { isPoint } from './plan/keyRange'
import type { Filter } from './query/filter'

const SCAN_LIMIT = 1000

/** Says once for each missing index that a query reads a whole collection. */
export class ScanWarnings {
  private readonly said = new Set<string>()

  constructor(private readonly warn: (message: string) => void) {}

  /** @param documents how many the query has read without an index so far */
  scanned(documents: number, collection: Collection, filter: Filter, sort: SortSpec): void {
    if (documents !== SCAN_LIMIT + 1) return
    const index = missingIndex(filter, sort)
    if (index === '') return
    const name = `${collection.name} ${index}`
    if (this.said.has(name)) return
    this.said.add(name)
    this.warn(
      `collection "${collection.name}": a query read more than ${SCAN_LIMIT} documents because no index fits; it needs {${index}}`,
    )
  }
}

/** The index that would have served: equal fields, then the sort, then ranges. */
function missingIndex({ query, conditions }: Filter, sort: SortSpec): string {
  const asked = [...conditions.byField]
  const equal = asked.filter(([, { ranges }]) => ranges.some((list) => list.every(isPoint))).map(([field]) => field)
  const ranged = asked.map(([field]) => field)
  const other = Object.keys(query).filter((field) => !field.startsWith('$'))
  const directions = new Map(sort.map(({ field, direction }) => [field, direction]))
  const fields = new Set([...equal, ...directions.keys(), ...ranged, ...other])
  return [...fields].map((field) => `${field}: ${directions.get(field) ?? 1}`).join(', ')
}
