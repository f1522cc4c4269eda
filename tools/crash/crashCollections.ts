import type { CollectionSpec } from '../../database/collections'

/** What the writers write to, with indexes that a torn write would leave behind. */
export const crashCollections: CollectionSpec[] = [
  {
    name: 'writes',
    permission: 'ADMINONLY',
    indexes: [
      { name: 'life', fields: [{ field: 'life', direction: 1 }] },
      { name: 'serial', fields: [{ field: 'serial', direction: -1 }], unique: true },
    ],
  },
  { name: 'counters', permission: 'ADMINONLY', indexes: [] },
]
