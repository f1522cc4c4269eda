import type { Query, QueryAnswers } from '../../../contract/query'
import { query } from './kandian'
import { forget, keep, readKept } from './kept'
import type { Reply } from './reply'
import { learnServerTime } from './serverClock'
import type { Source } from './watchAnswer'

/** Only the plain question of a page is kept: what somebody drilled into once would fill the phone. */
const keyOf = ({ kind, store, ...more }: Query): string | null =>
  Object.values(more).every((value) => value === undefined || value === null) ? `${kind}.${store}` : null

/** The last answer this phone saw, to show at once. */
export function keptAnswer<K extends Query['kind']>(question: Extract<Query, { kind: K }>): QueryAnswers[K] | null {
  const key = keyOf(question)
  return key === null ? null : readKept<QueryAnswers[K]>(key)
}

/** A fresh answer, kept for the next visit. When the cloud says this person may not see it, nothing stays on the phone. */
export async function freshAnswer<K extends Query['kind']>(
  question: Extract<Query, { kind: K }>,
): Promise<Reply<QueryAnswers[K]>> {
  const sentAt = Date.now()
  const reply = await query<K>(question)
  const key = keyOf(question)
  if (reply.ok) {
    learnServerTime(reply.value.now, sentAt, Date.now())
    if (key !== null) keep(key, reply.value)
  } else if (reply.error.code === 'forbidden' && key !== null) forget(key)
  return reply
}

/** Pages of numbers are about whole minutes: asking more often tells nothing new. */
const waitMs = 30_000

/** The answer to a question as a page watches it. @param question about a store, at the time it is asked */
export const answerSource = <K extends Query['kind']>(
  question: (store: string) => Extract<Query, { kind: K }>,
): Source<QueryAnswers[K]> => ({
  kept: (store) => keptAnswer<K>(question(store)),
  fresh: (store) => freshAnswer<K>(question(store)),
  waitMs: () => waitMs,
})
