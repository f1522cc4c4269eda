import { type Action, viewOf } from '../action'
import { flagOf, selectorOf, textOf } from '../request'
import { writable } from './writable'

export const removeDocument: Action = async (context, request) => {
  const collection = context.store.catalogue.collection(textOf(request, 'collectionName'))
  const selector = selectorOf(request, context.nowMs)
  const view = viewOf(context, request)
  const targets = await writable(view, collection, selector, flagOf(request, 'multi', true))
  view.atomically(() => {
    for (const found of targets) view.remove(collection, found)
  })
  return { reply: { data: { deleted: targets.length } }, documentsWritten: targets.length }
}
