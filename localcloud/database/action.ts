import { requestFailed } from '../store/errors'
import type { Store } from '../store/store'
import type { View } from '../store/view'
import type { Limits } from './limits'
import { optionalText, type WireRequest } from './request'

export type ActionContext = {
  store: Store
  limits: Limits
  /** The cloud's time as the request arrived, epoch ms. */
  nowMs: number
  bulkInsert: BulkInsert
}

/**
 * What a bulk insert leaves behind when a later document's key is taken. Which one the real cloud does is
 * not known; MongoDB's drivers insert in order and keep the earlier ones, so that is the default.
 */
export type BulkInsert = 'keepEarlier' | 'allOrNothing'

export type ActionResult = {
  reply: Record<string, unknown>
  documentsRead?: number
  documentsWritten?: number
}

export type Action = (context: ActionContext, request: WireRequest) => ActionResult | Promise<ActionResult>

/** The database, or the transaction that the request names. */
export function viewOf({ store }: ActionContext, request: WireRequest): View {
  const id = optionalText(request, 'transactionId')
  return id === undefined ? store.direct : store.transactions.view(id)
}

/** @throws WireError when an answer is larger than one call may read */
export function checkedList(list: string[], limits: Limits): string[] {
  const bytes = list.reduce((sum, body) => sum + body.length, 0)
  if (bytes > limits.maxReadBytes) {
    throw requestFailed(`the answer has more than ${limits.maxReadBytes} bytes: ask for fewer documents or fields`)
  }
  return list
}
