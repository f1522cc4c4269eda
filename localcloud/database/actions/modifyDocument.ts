import type { Collection } from '../../store/catalogue'
import type { Found } from '../../store/documents'
import { decodeFields } from '../../store/ejson/decode'
import { encode } from '../../store/ejson/encode'
import { writeFailed } from '../../store/errors'
import { compareValues } from '../../store/keys/sortDocuments'
import { compileUpdate } from '../../store/update/applyUpdate'
import { checkDocument } from '../../store/update/checkDocument'
import { type Fields, isFields, type StoredDocument } from '../../store/value'
import type { View } from '../../store/view'
import { type Action, type ActionContext, viewOf } from '../action'
import { flagOf, type Selector, selectorOf, textOf, type WireRequest } from '../request'
import { withId } from './insertDocument'
import { writable } from './writable'

/** How a request changes a document, and what it makes when there is none. */
type Change = {
  of(document: StoredDocument): StoredDocument
  inserted(selector: Selector): StoredDocument
}

/** `updated` counts the documents that are different now; one that already was as asked is not counted. */
export const modifyDocument: Action = async (context, request) => {
  const { updated, upsertedId } = await modify(context, request, flagOf(request, 'multi', true))
  return {
    reply: { data: { updated, upsert_id: upsertedId } },
    documentsWritten: updated + (upsertedId === null ? 0 : 1),
  }
}

export const modifyAndReturnDoc: Action = async (context, request) => {
  const { updated, after } = await modify(context, { merge: true, ...request }, false)
  return {
    reply: { data: { updated, doc: after ? encode(after) : null } },
    documentsRead: after ? 1 : 0,
    documentsWritten: updated,
  }
}

async function modify(context: ActionContext, request: WireRequest, multi: boolean) {
  const collection = context.store.catalogue.collection(textOf(request, 'collectionName'))
  const selector = selectorOf(request, context.nowMs)
  const change = changeOf(request, context.nowMs)
  const upsert = flagOf(request, 'upsert', false)
  const view = viewOf(context, request)
  const targets = await writable(view, collection, selector, multi)
  if (targets.length > 0) return { ...applyAll(view, collection, targets, change), upsertedId: null }
  if (!upsert) return { updated: 0, upsertedId: null, after: undefined }
  const document = change.inserted(selector)
  checkDocument(document)
  view.insert(collection, document)
  return { updated: 0, upsertedId: document._id, after: document }
}

/** All of them or, when one refuses, none. */
function applyAll(view: View, collection: Collection, targets: Found[], change: Change) {
  let updated = 0
  let after: StoredDocument | undefined
  view.atomically(() => {
    for (const found of targets) {
      after = change.of(found.document)
      if (view.replace(collection, found, after)) updated++
    }
  })
  return { updated, after }
}

function changeOf(request: WireRequest, nowMs: number): Change {
  const asked = decodeFields(textOf(request, 'data'), 'data', nowMs)
  return flagOf(request, 'merge', false) ? mergeChange(asked, nowMs) : replaceChange(asked)
}

function mergeChange(asked: Fields, nowMs: number): Change {
  const update = compileUpdate(asked)
  return {
    of: (document) => update(document, { nowMs, inserting: false }),
    inserted: (selector) => update(withId(equalFields(selector)), { nowMs, inserting: true }),
  }
}

function replaceChange(asked: Fields): Change {
  return {
    of(document) {
      if (asked._id !== undefined && compareValues(asked._id, document._id) !== 0) {
        throw writeFailed("The _id field cannot be changed: a document keeps its '_id'")
      }
      const after = { ...asked, _id: document._id }
      checkDocument(after)
      return { _id: document._id, ...asked }
    },
    inserted: (selector) => withId({ ...idOf(selector), ...asked }),
  }
}

function idOf(selector: Selector): Fields {
  const { _id } = equalFields(selector)
  return _id === undefined ? {} : { _id }
}

/** What a query demands to be equal: an upsert starts from it. */
function equalFields(selector: Selector): Fields {
  if (selector.filter === undefined) return { _id: selector.id }
  const equal: Fields = {}
  for (const [field, value] of Object.entries(selector.filter.query)) {
    const operators = isFields(value) && Object.keys(value).some((key) => key.startsWith('$'))
    if (!field.startsWith('$') && !field.includes('.') && !operators) equal[field] = value
  }
  return equal
}
