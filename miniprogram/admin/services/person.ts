import type { AdminAnswers } from '../../../contract/admin'
import { admin } from './kandian'
import { keep, readKept } from './kept'
import type { Reply } from './reply'

export type Person = AdminAnswers['whoami']

/** Who was here last time on this phone; null before the first visit. */
export const keptPerson = (): Person | null => readKept<Person>('person')

/** Asks the cloud who this is. */
export async function askWhoami(): Promise<Reply<Person>> {
  const reply = await admin({ action: 'whoami' })
  if (reply.ok) keep('person', reply.value)
  return reply
}

/** The store this phone shows: the first one of the person; null for somebody without one. */
export const storeOf = (person: Person | null): string | null =>
  person !== null && person.role !== null ? (person.stores[0]?.id ?? null) : null
