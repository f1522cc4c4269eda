import { type Action, viewOf } from '../action'
import { selectorOf, textOf } from '../request'

export const calculateDocument: Action = (context, request) => {
  const collection = context.store.catalogue.collection(textOf(request, 'collectionName'))
  const selector = selectorOf(request, context.nowMs)
  const view = viewOf(context, request)
  if (selector.filter) return { reply: { data: { total: view.count(collection, selector.filter) } } }
  return { reply: { data: { total: view.byId(collection, selector.id) ? 1 : 0 } } }
}
