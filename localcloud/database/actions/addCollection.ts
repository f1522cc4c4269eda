import type { Action } from '../action'
import { textOf } from '../request'

export const addCollection: Action = ({ store }, request) => {
  store.catalogue.createCollection(textOf(request, 'collectionName'))
  return { reply: {} }
}
