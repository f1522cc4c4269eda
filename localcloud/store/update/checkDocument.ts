import { writeFailed } from '../errors'
import { isFields, type StoredDocument, type Value } from '../value'

const MAX_DEPTH = 100

/** @throws WireError when a field name begins with `$` or is `__proto__`, or the nesting is too deep */
export function checkFieldNames(value: Value, depth = 0): void {
  if (depth > MAX_DEPTH) throw writeFailed(`document is nested deeper than ${MAX_DEPTH} levels`)
  if (Array.isArray(value)) {
    for (const item of value) checkFieldNames(item, depth + 1)
  } else if (isFields(value)) {
    for (const name of Object.keys(value)) {
      if (name.startsWith('$')) throw writeFailed(`The dollar ($) prefixed field '${name}' is not valid for storage.`)
      if (name === '__proto__') throw writeFailed("The field name '__proto__' is not valid for storage.")
      checkFieldNames(value[name] as Value, depth + 1)
    }
  }
}

/** A document about to be stored as it is. Its `_id` must be something that identifies. */
export function checkDocument(document: StoredDocument): void {
  const id = document._id
  if (id === null || Array.isArray(id) || id instanceof RegExp) {
    throw writeFailed(`can't use a ${id === null ? 'null' : 'list or pattern'} for _id`)
  }
  checkFieldNames(document)
}
