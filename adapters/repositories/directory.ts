import type { SettingsDocument } from '../../core/documents/settings'
import type { StaffDocument } from '../../core/documents/staff'
import type { StoreDocument } from '../../core/documents/store'
import type { DirectoryRepository } from '../../core/ports'
import { withListedApis } from '../../core/slo/apiSettings'
import type { Collection, Database } from '../cloud'
import { compareAndSet, replaceFields, replacing } from './compareAndSet'
import { insertOnce } from './insertOnce'
import { OPTIONAL } from './optionalFields'
import { readAll } from './readAll'

/** What a writer of a store may leave out; where its batches lie is written on its own. */
const { alsoIn: _, ...OWN } = OPTIONAL.stores

/** Beside the settings' own fields, none of which is called so. */
const STORES = 'allStores'
const STAFF = 'allStaff'
interface Joined {
  [STORES]: StoreDocument[]
  [STAFF]: StaffDocument[]
}

export function directoryRepository(db: Database): DirectoryRepository {
  const settings = db.collection('settings')
  const stores = db.collection('stores')
  const staff = db.collection('staff')
  return {
    all: async () => {
      const whole = (from: string, as: string) => ({
        from,
        pipeline: db.command.aggregate.pipeline().match({}).done(),
        as,
      })
      const one = settings.aggregate().match({ _id: 'main' })
      const { list } = await one.lookup(whole('stores', STORES)).lookup(whole('staff', STAFF)).end()
      const [found] = list as (SettingsDocument & Joined)[]
      if (found === undefined) return { settings: null, stores: [], staff: [] }
      const { [STORES]: allStores, [STAFF]: allStaff, ...stored } = found
      return { settings: withListedApis(stored), stores: allStores, staff: allStaff }
    },
    settings: async () => {
      const stored = ((await settings.doc('main').get()).data as SettingsDocument | null | undefined) ?? null
      return stored === null ? null : withListedApis(stored)
    },
    writeSettings: (document, expectedVersion) =>
      compareAndSet(settings, db.command, document, expectedVersion, OPTIONAL.settings),
    noteSaving: async (saving) => {
      await settings.where({ _id: 'main' }).update({ data: { saving: db.command.set(saving) } })
    },
    stores: () => readAll<StoreDocument>(stores, db.command, {}),
    writeStore: async ({ _id, shard, alsoIn, ...fields }, expectedVersion) => {
      const version = expectedVersion === 0 ? db.command.exists(false) : expectedVersion
      const change = replacing(db.command, { _id, ...fields }, OWN)
      const { stats } = await stores.where({ _id, version }).update({ data: change })
      if (stats.updated > 0) return true
      const document = { _id, shard, ...fields, ...(alsoIn && { alsoIn }) }
      return expectedVersion === 0 && (await insertOnce(stores, document)) === 'inserted'
    },
    noteAlsoIn: async (store, shard, untilMs) => {
      await stores.where({ _id: store }).update({ data: { [`alsoIn.${shard}`]: db.command.max(untilMs) } })
    },
    moveStore: async (store, from, to, untilMs) => {
      const change = { shard: to, [`alsoIn.${from}`]: db.command.max(untilMs) }
      await stores.where({ _id: store, shard: from }).update({ data: change })
    },
    markSeen: async (store, atMs) => {
      await stores.where({ _id: store, firstSeenAt: null }).update({ data: { firstSeenAt: atMs } })
    },
    staff: () => readAll<StaffDocument>(staff, db.command, {}),
    readStaff: async (id) => ((await staff.doc(id).get()).data as StaffDocument | null | undefined) ?? null,
    writeStaff: (person) => put(staff, person),
    changeStaff: async (id, fields) => {
      await staff.where({ _id: id }).update({ data: replaceFields(db.command, fields) })
    },
  }
}

async function put(collection: Collection, { _id, ...fields }: { _id: string }): Promise<void> {
  await collection.doc(_id).set({ data: fields })
}
