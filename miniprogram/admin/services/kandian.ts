/** The one door to the cloud for every admin page. */
import type { AdminAnswers, AdminRequest } from '../../../contract/admin'
import type { Query, QueryAnswers } from '../../../contract/query'
import { callFunction } from './callFunction'
import type { Reply } from './reply'

const underWay = new Map<string, Promise<Reply<unknown>>>()

/** Asks a question. The same question while one is under way waits for that one's answer. */
export function query<K extends Query['kind']>(question: Extract<Query, { kind: K }>): Promise<Reply<QueryAnswers[K]>> {
  const key = JSON.stringify(question)
  const running = underWay.get(key)
  if (running !== undefined) return running as Promise<Reply<QueryAnswers[K]>>
  const call = callFunction<QueryAnswers[K]>('query', question)
  underWay.set(key, call)
  void call.then(() => underWay.delete(key))
  return call
}

/** Does something. Never merged with another call, never repeated by itself. */
export const admin = <A extends AdminRequest['action']>(
  request: AdminRequest & { action: A },
): Promise<Reply<AdminAnswers[A]>> => callFunction<AdminAnswers[A]>('admin', request)
