import type { IndexField } from '../../../database/collections'
import { requestFailed } from '../errors'
import type { Fields } from '../value'
import { fieldKeys } from './fieldKeys'

export type { IndexField }

export type IndexKeys = { keys: Buffer[]; list: boolean }

/**
 * The entries one document has in an index: one, or one per item of the list it holds.
 * @throws WireError when two fields of the index hold lists at once, as MongoDB refuses
 */
export function indexKeys(document: Fields, fields: readonly IndexField[]): IndexKeys {
  let keys: Buffer[] = []
  let listField: string | undefined
  for (const { field, direction } of fields) {
    const found = fieldKeys(document, field)
    if (found.list) {
      if (listField !== undefined) throw requestFailed(`cannot index parallel arrays [${listField}] [${field}]`)
      listField = field
    }
    const parts = found.keys.map((key) => directed(key, direction))
    keys = keys.length === 0 ? parts : keys.flatMap((key) => parts.map((part) => Buffer.concat([key, part])))
  }
  return { keys: listField === undefined ? keys : distinct(keys), list: listField !== undefined }
}

/** A field's key as an index of that direction holds it: descending fields are bitwise inverted. */
export function directed(key: Buffer, direction: 1 | -1): Buffer {
  return direction === 1 ? key : Buffer.from(key.map((byte) => ~byte & 0xff))
}

function distinct(keys: Buffer[]): Buffer[] {
  return [...new Map(keys.map((key) => [key.toString('latin1'), key])).values()]
}
