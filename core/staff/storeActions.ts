import { type Answer, ok, refuse } from '../../contract/answer'
import { CLOSED_DAYS_MOST } from '../../contract/limits'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { StoreDocument } from '../documents/store'
import { addDays, localTime } from '../time/localTime'
import type { StaffContext, StaffHandler } from './adminContext'

const LEADS = ['owner', 'manager'] as const

/** A store of the caller's, as it is now. */
export const ownStore = async (id: string, { ports, person }: StaffContext): Promise<Answer<StoreDocument>> => {
  const store = (await ports.directory.stores()).find(({ _id }) => _id === id)
  return store && person.stores.includes(id)
    ? ok(store)
    : refuse('not_found', 'there is no such store among yours', 'store')
}

/** Changes a store of the caller's as it is now, by compare-and-set. */
export const changeStore = (
  id: string,
  context: StaffContext,
  change: (store: StoreDocument) => Partial<StoreDocument> | ReturnType<typeof refuse>,
): Promise<Answer<{ saved: true }>> =>
  retryConflict(async () => {
    const found = await ownStore(id, context)
    if (!found.ok) return found
    const changed = change(found.value)
    if ('ok' in changed) return changed
    const { version = 0 } = found.value
    const next = { ...found.value, ...changed, version: version + 1 }
    return (await context.ports.directory.writeStore(next, version)) ? ok({ saved: true as const }) : CONFLICT
  })

/** What a store is called, and when it is open. */
export const storeActions: { [A in 'rename' | 'hours']: StaffHandler<A> } = {
  rename: {
    roles: LEADS,
    subject: ({ store }) => store,
    run: ({ store, name, branch }, context) => changeStore(store, context, () => ({ name, branch })),
  },
  hours: {
    roles: LEADS,
    subject: ({ store }) => store,
    run: ({ store: id, hours, close, open }, context) =>
      changeStore(id, context, ({ closedOn: before, zone }) => {
        const yesterday = addDays(localTime(context.now, zone).day, -1)
        const days = [...before, ...close].filter((day) => day >= yesterday && !open.includes(day))
        const closedOn = [...new Set(days)].sort()
        if (closedOn.length > CLOSED_DAYS_MOST)
          return refuse('too_large', `close: at most ${CLOSED_DAYS_MOST} days at once`, 'close')
        return { closedOn, ...(hours && { hours }) }
      }),
  },
}
