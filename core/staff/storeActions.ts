import { type Answer, ok, refuse } from '../../contract/answer'
import type { StoreDocument } from '../documents/store'
import type { StaffContext, StaffHandler } from './adminContext'

const LEADS = ['owner', 'manager'] as const

/** A store of the caller's, as it is now. */
export const ownStore = async (id: string, { ports, person }: StaffContext): Promise<Answer<StoreDocument>> => {
  const store = (await ports.directory.stores()).find(({ _id }) => _id === id)
  return store && person.stores.includes(id)
    ? ok(store)
    : refuse('not_found', 'there is no such store among yours', 'store')
}

const changeStore = async (
  id: string,
  context: StaffContext,
  change: Partial<StoreDocument>,
): Promise<Answer<{ saved: true }>> => {
  const store = await ownStore(id, context)
  if (!store.ok) return store
  await context.ports.directory.writeStore({ ...store.value, ...change })
  return ok({ saved: true })
}

/** What a store is called, and when it is open. */
export const storeActions: { [A in 'rename' | 'hours']: StaffHandler<A> } = {
  rename: {
    roles: LEADS,
    subject: ({ store }) => store,
    run: ({ store, name, branch }, context) => changeStore(store, context, { name, branch }),
  },
  hours: {
    roles: LEADS,
    subject: ({ store }) => store,
    run: ({ store, hours, closedOn }, context) =>
      changeStore(store, context, { hours, closedOn: [...new Set(closedOn)].sort() }),
  },
}
