import type { StoredDocument } from '../value'
import { revive } from './decode'
import { encode } from './encode'

/** The text of a document as it lies in the file and as it is answered. */
export function bodyOf(document: StoredDocument): string {
  return encode(document)
}

/** Reads a stored text; the walk over its fields is saved when no wrapped type is in it. */
export function documentOf(body: string): StoredDocument {
  const parsed: unknown = JSON.parse(body)
  return (body.includes('{"$') ? revive(parsed, 'stored document') : parsed) as StoredDocument
}
