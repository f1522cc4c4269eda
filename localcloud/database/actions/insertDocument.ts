import { randomBytes } from 'node:crypto'
import type { Collection } from '../../store/catalogue'
import { decodeFields } from '../../store/ejson/decode'
import { keyOf } from '../../store/keys/keyOf'
import { checkDocument } from '../../store/update/checkDocument'
import type { Fields, StoredDocument } from '../../store/value'
import type { View } from '../../store/view'
import { WireError } from '../../wire/wireError'
import { type Action, type BulkInsert, viewOf } from '../action'
import { textOf, textsOf } from '../request'

export const insertDocument: Action = async (context, request) => {
  const collection = context.store.catalogue.collection(textOf(request, 'collectionName'))
  const documents = textsOf(request, 'data').map((text) => withId(decodeFields(text, 'data', context.nowMs)))
  documents.forEach(checkDocument)
  const idKeys = documents.map(({ _id }) => keyOf(_id))
  const view = viewOf(context, request)
  for (let held = view.heldUntil(collection, idKeys); held; held = view.heldUntil(collection, idKeys)) await held
  insertAll(view, collection, documents, context.bulkInsert)
  return {
    reply: { data: { insertedIds: documents.map(({ _id }) => _id) } },
    documentsWritten: documents.length,
  }
}

/** The document with an `_id` of 32 hex digits when it has none. */
export function withId(fields: Fields): StoredDocument {
  return fields._id === undefined ? { _id: randomBytes(16).toString('hex'), ...fields } : (fields as StoredDocument)
}

function insertAll(view: View, collection: Collection, documents: StoredDocument[], bulkInsert: BulkInsert): void {
  let refusal: { error: unknown } | undefined
  view.atomically(() => {
    for (const document of documents) {
      try {
        view.insert(collection, document)
      } catch (error) {
        // Nothing of a refused document is written: keys are checked before rows.
        if (bulkInsert === 'allOrNothing' || !(error instanceof WireError)) throw error
        refusal = { error }
        return
      }
    }
  })
  if (refusal) throw refusal.error
}
