import type { Action } from '../action'
import { textOf } from '../request'

export const startTransaction: Action = ({ store }) => ({ reply: { transactionId: store.transactions.begin() } })

export const commitTransaction: Action = ({ store }, request) => {
  const id = textOf(request, 'transactionId')
  const documentsWritten = store.transactions.view(id).writes.size
  store.transactions.commit(id)
  return { reply: {}, documentsWritten }
}

export const abortTransaction: Action = ({ store }, request) => {
  store.transactions.abort(textOf(request, 'transactionId'))
  return { reply: {} }
}
