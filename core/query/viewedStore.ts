import { type Answer, ok, refuse } from '../../contract/answer'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'

/** The store that is asked about, if it is one of the viewer's. */
export async function viewedStore(
  ports: Pick<Ports, 'directory'>,
  viewer: StaffDocument,
  id: string,
): Promise<Answer<StoreDocument>> {
  const store = (await ports.directory.stores()).find(({ _id }) => _id === id)
  return store !== undefined && viewer.stores.includes(id)
    ? ok(store)
    : refuse('forbidden', 'this store is not one of yours: ask its owner for a code', 'store')
}
