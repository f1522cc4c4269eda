import type { Overview } from '../../../contract/query'
import { query } from './kandian'
import { forget, keep, readKept } from './kept'
import type { Reply } from './reply'
import { learnServerTime } from './serverClock'

const key = (store: string): string => `overview.${store}`

/** The last answer this phone saw, to show at once. */
export const keptOverview = (store: string): Overview | null => readKept<Overview>(key(store))

/** A fresh answer, kept for the next visit. When the cloud says this person may not see it, nothing stays on the phone. */
export async function freshOverview(store: string): Promise<Reply<Overview>> {
  const sentAt = Date.now()
  const reply = await query({ kind: 'overview', store })
  if (reply.ok) {
    learnServerTime(reply.value.now, sentAt, Date.now())
    keep(key(store), reply.value)
  } else if (reply.error.code === 'forbidden') forget(key(store))
  return reply
}
