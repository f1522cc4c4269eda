import type { Found } from '../../store/documents'
import { decodeFields } from '../../store/ejson/decode'
import { encode } from '../../store/ejson/encode'
import { project } from '../../store/query/project'
import { type Action, checkedList, viewOf } from '../action'
import { countOf, optionalText, selectorOf, sortOf, textOf, type WireRequest } from '../request'

export const getDocument: Action = (context, request) => {
  const collection = context.store.catalogue.collection(textOf(request, 'collectionName'))
  const selector = selectorOf(request, context.nowMs)
  const view = viewOf(context, request)
  if (selector.filter === undefined) {
    const found = view.byId(collection, selector.id)
    const list = listOf(found ? [found] : [], request)
    return { reply: { data: { list } }, documentsRead: list.length }
  }
  const { defaultReadDocuments, maxReadDocuments } = context.limits
  const offset = countOf(request, 'offset', 0)
  const limit = Math.min(countOf(request, 'limit', 0) || defaultReadDocuments, maxReadDocuments)
  const found = view.find(collection, { filter: selector.filter, sort: sortOf(request), offset, limit })
  const list = checkedList(listOf(found, request), context.limits)
  return { reply: { data: { list }, offset, limit }, documentsRead: list.length }
}

function listOf(found: Found[], request: WireRequest): string[] {
  const projection = optionalText(request, 'projection')
  if (projection === undefined) return found.map(({ body }) => body)
  const fields = decodeFields(projection, 'projection')
  return project(
    found.map(({ document }) => document),
    fields,
  ).map(encode)
}
