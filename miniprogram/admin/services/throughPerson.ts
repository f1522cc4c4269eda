import type { PersonCursor } from '../../../contract/admin'
import type { Reply } from './reply'

/**
 * Goes through everything part by part: a call of the cloud comes only so far.
 * @param seen is told each part as it comes; false stops there
 * @returns null when it came to the end or was stopped, else why it could not go on
 */
export async function throughPerson<P extends { next: PersonCursor | null }>(
  ask: (cursor: PersonCursor | null) => Promise<Reply<P>>,
  seen: (part: P) => boolean,
): Promise<Extract<Reply<P>, { ok: false }>['error'] | null> {
  let cursor: PersonCursor | null = null
  do {
    const reply: Reply<P> = await ask(cursor)
    if (!reply.ok) return reply.error
    if (!seen(reply.value)) return null
    cursor = reply.value.next
  } while (cursor !== null)
  return null
}
