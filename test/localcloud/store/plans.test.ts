import type { CollectionSpec } from '../../../database/collections'
import type { Database } from '../../../localcloud/database/database'
import { collectionOf, type Find, openDatabase, removeFolders } from './openDatabase'

const COLLECTIONS: CollectionSpec[] = [
  {
    name: 'orders',
    permission: 'ADMINONLY',
    indexes: [
      { name: 'at', fields: [{ field: 'at', direction: 1 }] },
      {
        name: 'shop_at',
        fields: [
          { field: 'shop', direction: 1 },
          { field: 'at', direction: 1 },
        ],
      },
      { name: 'tags', fields: [{ field: 'tags', direction: 1 }] },
    ],
  },
]
const ORDERS = 1200
const id = (n: number) => `n${String(n).padStart(4, '0')}`

/** More documents than a page of the walk and than a scan may read unnoticed. */
describe('queries over many documents', () => {
  let database: Database
  let warnings: string[]
  const orders = () => collectionOf(database, 'orders')
  const ids = async (find: Parameters<ReturnType<typeof orders>['find']>[0]) =>
    (await orders().find(find)).map(({ _id }) => _id)
  const from = (first: number, count: number, step = 1) => Array.from({ length: count }, (_, i) => id(first + i * step))

  beforeAll(async () => {
    warnings = []
    database = openDatabase({ collections: COLLECTIONS, warn: (message) => warnings.push(message) })
    const all = Array.from({ length: ORDERS }, (_, n) => ({
      _id: id(n),
      at: n,
      shop: n % 3,
      tags: [n % 2, 'all'],
      note: n % 7,
    }))
    await orders().insert(...all)
  })
  beforeEach(() => {
    warnings = []
  })
  afterAll(() => {
    database.close()
    removeFolders()
  })

  test.each<[string, Find, string[]]>([
    [
      'a range of an index, rising',
      { where: { at: { $gte: 100 } }, order: { at: 1 }, offset: 10, limit: 500 },
      from(110, 500),
    ],
    [
      'a range of an index, falling',
      { where: { at: { $lt: 1100 } }, order: { at: -1 }, offset: 10, limit: 500 },
      from(1089, 500, -1),
    ],
    ['a whole index for its order', { order: { at: -1 }, limit: 400 }, from(1199, 400, -1)],
    [
      'equality, then the order of the second field',
      { where: { shop: 1 }, order: { at: -1 }, limit: 300 },
      from(1198, 300, -3),
    ],
    [
      'several values of the first field',
      { where: { shop: { $in: [0, 1] }, at: { $lt: 6 } }, order: { at: 1 } },
      [0, 1, 3, 4].map(id),
    ],
    [
      'a range of _id, falling',
      { where: { _id: { $gt: id(700) } }, order: { _id: -1 }, limit: 300 },
      from(1199, 300, -1),
    ],
    [
      'a range of _id, rising',
      { where: { _id: { $gte: id(5), $lte: id(504) } }, order: { _id: 1 }, limit: 1000 },
      from(5, 500),
    ],
    ['an index with a test on top', { where: { shop: 2, note: 0 }, order: { at: 1 }, limit: 20 }, from(14, 20, 21)],
    [
      'some _ids, falling',
      { where: { _id: { $in: [id(3), id(9), id(6)] } }, order: { _id: -1 }, limit: 2 },
      [id(9), id(6)],
    ],
    [
      'an index for the first field of an order, the rest sorted among equals',
      { order: { at: 1, _id: -1 }, offset: 3, limit: 20 },
      from(3, 20),
    ],
    ['the same falling', { where: { at: { $lt: 900 } }, order: { at: -1, _id: 1 }, limit: 200 }, from(899, 200, -1)],
    [
      'many documents equal in the first field of an order',
      { order: { shop: -1, _id: 1 }, offset: 399, limit: 3 },
      [id(1199), id(1), id(4)],
    ],
    ['a list index', { where: { tags: 0 }, limit: 1000 }, from(0, 600, 2)],
  ])('%s', async (_name, find, expected) => {
    expect(await ids(find)).toEqual(expected)
    expect(warnings).toEqual([])
  })

  test.each([
    ['a range', { at: { $gte: 100, $lt: 300 } }, 200],
    ['a range of _id', { _id: { $lt: id(30) } }, 30],
    ['equality and a range', { shop: 1, at: { $lt: 30 } }, 10],
    ['several values', { shop: { $in: [0, 2] } }, 800],
    ['a list', { tags: 'all' }, ORDERS],
    ['a range that is empty', { at: { $gt: 5, $lt: 5 } }, 0],
    ['all', {}, ORDERS],
  ])('counts by %s', async (_name, where, total) => {
    expect(await orders().count(where)).toBe(total)
    expect(warnings).toEqual([])
  })

  test('a query without an index is said once, with the index it needs', async () => {
    await orders().count({ note: 3, amount: { $gt: 5 } })
    await orders().count({ note: 4, amount: { $gt: 6 } })
    expect(warnings).toEqual([
      'collection "orders": a query read more than 1000 documents because no index fits; it needs {note: 1, amount: 1}',
    ])
    await orders().find({ order: { note: -1 } })
    expect(warnings[1]).toMatch(/it needs \{note: -1\}/)
  })

  test('alternatives about one field are answered by its index, lists by looking at them', async () => {
    const now = new Date(5)
    const at = { $or: [{ at: { $gte: now, $lt: new Date(9) } }, { at: { $gte: 100, $lt: 103 } }] }
    expect(await ids({ where: at })).toEqual(from(100, 3))
    expect(warnings).toEqual([])
    // one item is at least 1, another at most 'all': no range of one key holds both
    const tags = { $or: [{ tags: { $gte: 1, $lte: 'all' } }, { tags: 'none' }] }
    expect(await ids({ where: tags, limit: 1000 })).toEqual(from(1, 600, 2))
  })

  test('reading everything on purpose is not a missing index', async () => {
    await orders().find({ limit: 1000 })
    await orders().find({ offset: 1100 })
    expect(warnings).toEqual([])
  })

  test('an aggregation answers its first match by an index', async () => {
    const $match = { at: { $gte: 10, $lt: 13 } }
    const rows = await orders().aggregate(
      { $match },
      { $group: { _id: '$shop', sum: { $sum: '$at' } } },
      { $sort: { _id: 1 } },
    )
    expect(rows).toEqual([
      { _id: 0, sum: 12 },
      { _id: 1, sum: 10 },
      { _id: 2, sum: 11 },
    ])
    expect(warnings).toEqual([])
  })

  test('removing and updating by an index touches exactly what it finds', async () => {
    expect(await orders().update({ at: { $gte: 1000 } }, { $set: { at: -1 } })).toMatchObject({ updated: 200 })
    expect(await orders().count({ at: -1 })).toBe(200)
    expect(await orders().remove({ at: -1 })).toBe(200)
    expect(await orders().count({})).toBe(1000)
    expect(await orders().count({ tags: 'all' })).toBe(1000)
  })
})
