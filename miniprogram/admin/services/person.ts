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

/** The store this phone shows: the one that was chosen, else the first of the person; null for somebody without one. */
export function storeOf(person: Person | null): string | null {
  if (person === null || person.role === null) return null
  const chosen = readKept<string>('store')
  return person.stores.some(({ id }) => id === chosen) ? chosen : (person.stores[0]?.id ?? null)
}

/** From now on this phone shows that store. */
export const chooseStore = (store: string): void => keep('store', store)
