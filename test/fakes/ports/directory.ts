import type { Ports } from '../../../core/ports'
import { withListedApis } from '../../../core/slo/apiSettings'
import { compareAndSet } from './documents'
import type { FakeCloud } from './fakeCloud'

/** The shop: settings, stores, staff, rules. */
export function directory({ store, operation }: FakeCloud): Pick<Ports, 'directory' | 'rules'> {
  const noteAlsoIn = (id: string, shard: string, untilMs: number): void => {
    const known = store.stores.get(id)
    if (known !== undefined)
      known.alsoIn = { ...known.alsoIn, [shard]: Math.max(untilMs, known.alsoIn?.[shard] ?? untilMs) }
  }
  return {
    directory: {
      all: operation('directory.all', () => {
        const stored = store.settings.get('main')
        if (stored === undefined) return { settings: null, stores: [], staff: [] }
        return {
          settings: withListedApis(stored),
          stores: [...store.stores.values()],
          staff: [...store.staff.values()],
        }
      }),
      settings: operation('directory.settings', () => {
        const stored = store.settings.get('main')
        return stored === undefined ? null : withListedApis(stored)
      }),
      writeSettings: operation('directory.writeSettings', (settings, expected) =>
        compareAndSet(store.settings, settings, expected),
      ),
      noteSaving: operation('directory.noteSaving', (saving) => {
        const known = store.settings.get('main')
        if (known !== undefined) known.saving = structuredClone(saving)
      }),
      stores: operation('directory.stores', () => [...store.stores.values()]),
      writeStore: operation('directory.writeStore', (document, expected) => {
        const known = store.stores.get(document._id)
        if ((known?.version ?? 0) !== expected) return false
        const { shard, alsoIn = undefined } = known ?? document
        store.stores.set(document._id, structuredClone({ ...document, shard, ...(alsoIn && { alsoIn }) }))
        return true
      }),
      noteAlsoIn: operation('directory.noteAlsoIn', (id, shard, untilMs) => noteAlsoIn(id, shard, untilMs)),
      moveStore: operation('directory.moveStore', (id, from, to, untilMs) => {
        const known = store.stores.get(id)
        if (known?.shard !== from) return
        known.shard = to
        noteAlsoIn(id, from, untilMs)
      }),
      markSeen: operation('directory.markSeen', (id, atMs) => {
        const known = store.stores.get(id)
        if (known !== undefined) known.firstSeenAt ??= atMs
      }),
      staff: operation('directory.staff', () => [...store.staff.values()]),
      readStaff: operation('directory.readStaff', (id) => store.staff.get(id) ?? null),
      writeStaff: operation('directory.writeStaff', (document) => {
        store.staff.set(document._id, structuredClone(document))
      }),
      changeStaff: operation('directory.changeStaff', (id, fields) => {
        const known = store.staff.get(id)
        if (known !== undefined) store.staff.set(id, { ...known, ...structuredClone(fields) })
      }),
    },
    rules: { read: operation('rules.read', () => store.rules) },
  }
}
