import { type Fields, isFields, type Value } from '../value'
import { keyOf, TAG } from './keyOf'

export type FieldKeys = {
  keys: Buffer[]
  /** True when a list was on the way: then one document has several keys. */
  list: boolean
}

const EMPTY_LIST_KEY = Buffer.from([TAG.emptyList])

/**
 * The keys an index or a sort sees at a dotted path: lists are opened, also the one at the end.
 * An empty list comes before null; a missing field is null.
 */
export function fieldKeys(document: Fields, path: string): FieldKeys {
  const direct = document[path]
  if (!path.includes('.') && !Array.isArray(direct)) return { keys: [keyOf(direct)], list: false }
  const found: FieldKeys = { keys: [], list: false }
  collect(document, path.split('.'), 0, found)
  return found
}

function collect(value: Value | undefined, path: string[], depth: number, found: FieldKeys): void {
  if (Array.isArray(value)) {
    collectFromList(value, path, depth, found)
  } else if (depth === path.length) {
    found.keys.push(keyOf(value))
  } else {
    collect(isFields(value) ? value[path[depth] as string] : undefined, path, depth + 1, found)
  }
}

function collectFromList(list: Value[], path: string[], depth: number, found: FieldKeys): void {
  found.list = true
  if (depth === path.length) {
    found.keys.push(...(list.length === 0 ? [EMPTY_LIST_KEY] : list.map(keyOf)))
    return
  }
  const segment = path[depth] as string
  if (/^\d+$/.test(segment)) {
    collect(list[Number(segment)], path, depth + 1, found)
    return
  }
  const items = list.filter(isFields)
  if (items.length === 0) found.keys.push(keyOf(null))
  for (const item of items) collect(item[segment], path, depth + 1, found)
}
