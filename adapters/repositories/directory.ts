import type { SettingsDocument, StaffDocument, StoreDocument } from '../../core/documents'
import type { DirectoryRepository } from '../../core/ports'
import type { Collection, Database } from '../cloud'
import { compareAndSet } from './compareAndSet'
import { readAll } from './readAll'

export function directoryRepository(db: Database): DirectoryRepository {
  const settings = db.collection('settings')
  const stores = db.collection('stores')
  const staff = db.collection('staff')
  return {
    settings: async () => ((await settings.doc('main').get()).data as SettingsDocument | null | undefined) ?? null,
    writeSettings: (document, expectedVersion) => compareAndSet(settings, db.command, document, expectedVersion),
    noteSaving: async (saving) => {
      await settings.where({ _id: 'main' }).update({ data: { saving: db.command.set(saving) } })
    },
    stores: () => readAll<StoreDocument>(stores, db.command, {}),
    writeStore: (store) => put(stores, store),
    markSeen: async (store, atMs) => {
      await stores.where({ _id: store, firstSeenAt: null }).update({ data: { firstSeenAt: atMs } })
    },
    staff: () => readAll<StaffDocument>(staff, db.command, {}),
    readStaff: async (id) => ((await staff.doc(id).get()).data as StaffDocument | null | undefined) ?? null,
    writeStaff: (person) => put(staff, person),
  }
}

async function put(collection: Collection, { _id, ...fields }: { _id: string }): Promise<void> {
  await collection.doc(_id).set({ data: fields })
}
