import type { Found } from '../../store/documents'
import { decodeFields } from '../../store/ejson/decode'
import { encode } from '../../store/ejson/encode'
import { pathsRead } from '../../store/query/pathsRead'
import { project } from '../../store/query/project'
import type { Fields } from '../../store/value'
import { type Action, checkedList, viewOf } from '../action'
import { countOf, optionalText, selectorOf, sortOf, textOf, type WireRequest } from '../request'

export const getDocument: Action = (context, request) => {
  const collection = context.store.catalogue.collection(textOf(request, 'collectionName'))
  const selector = selectorOf(request, context.nowMs)
  const view = viewOf(context, request)
  if (selector.filter === undefined) {
    const found = view.byId(collection, selector.id)
    const list = listOf(found ? [found] : [], projectionOf(request))
    return { reply: { data: { list } }, documentsRead: list.length }
  }
  const { defaultReadDocuments, maxReadDocuments } = context.limits
  const offset = countOf(request, 'offset', 0)
  const limit = Math.min(countOf(request, 'limit', 0) || defaultReadDocuments, maxReadDocuments)
  const projection = projectionOf(request)
  const paths = projection && pathsRead([{ $project: projection }])
  const found = view.find(collection, { filter: selector.filter, sort: sortOf(request), offset, limit, paths })
  const list = checkedList(listOf(found, projection), context.limits)
  return { reply: { data: { list }, offset, limit }, documentsRead: list.length }
}

function projectionOf(request: WireRequest): Fields | undefined {
  const projection = optionalText(request, 'projection')
  return projection === undefined ? undefined : decodeFields(projection, 'projection')
}

function listOf(found: Found[], projection: Fields | undefined): string[] {
  if (projection === undefined) return found.map(({ body }) => body)
  return project(
    found.map(({ document }) => document),
    projection,
  ).map(encode)
}
