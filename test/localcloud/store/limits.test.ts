import { collectionOf, openDatabase, refusal, removeFolders } from './openDatabase'

const COLLECTIONS = [{ name: 'items', permission: 'ADMINONLY' as const, indexes: [] }]
const text = (bytes: number) => 'x'.repeat(bytes)

afterAll(removeFolders)

describe('what one call may ask for', () => {
  test('a write of more than 5 MB is refused', async () => {
    const database = openDatabase({ collections: COLLECTIONS })
    const items = collectionOf(database, 'items')
    const error = await refusal(items.insert({ text: text(3e6) }, { text: text(3e6) }))
    expect(error).toEqual({ code: 'DATABASE_REQUEST_FAILED', message: expect.stringContaining('5242880 bytes') })
    expect(await items.count()).toBe(0)
    database.close()
  })

  test.each([
    ['inserting', (items: ReturnType<typeof collectionOf>) => items.insert({ _id: 'large', text: text(600) })],
    ['growing', (items: ReturnType<typeof collectionOf>) => items.update({ _id: 'x' }, { $set: { more: text(600) } })],
  ])('a document beyond its size is refused when %s, and names its _id', async (_name, write) => {
    const database = openDatabase({ collections: COLLECTIONS, limits: { maxDocumentBytes: 500 } })
    const items = collectionOf(database, 'items')
    await items.insert({ _id: 'x' })
    const error = await refusal(write(items))
    expect(error.message).toMatch(/document "(large|x)" has \d+ bytes, more than 500/)
    expect(await items.find()).toEqual([{ _id: 'x' }])
    database.close()
  })

  test('a size is counted in bytes, not in characters', async () => {
    const database = openDatabase({ collections: COLLECTIONS, limits: { maxDocumentBytes: 500 } })
    const items = collectionOf(database, 'items')
    await items.insert({ text: '店'.repeat(140) })
    expect((await refusal(items.insert({ text: '店'.repeat(160) }))).message).toMatch(/more than 500/)
    database.close()
  })

  test('an answer beyond its size is refused instead of cut', async () => {
    const database = openDatabase({ collections: COLLECTIONS, limits: { maxReadBytes: 1000 } })
    const items = collectionOf(database, 'items')
    await items.insert({ _id: 1, text: text(600) }, { _id: 2, text: text(600) })
    expect((await refusal(items.find())).message).toMatch(/more than 1000 bytes/)
    expect(await items.find({ projection: { _id: 1 } })).toEqual([{ _id: 1 }, { _id: 2 }])
    expect(await items.find({ limit: 1 })).toHaveLength(1)
    database.close()
  })

  test('a bad document anywhere in a bulk insert writes none of them', async () => {
    const database = openDatabase({ collections: COLLECTIONS })
    const items = collectionOf(database, 'items')
    await refusal(items.insert({ _id: 1 }, { _id: 2, $bad: 1 }))
    expect(await items.count()).toBe(0)
    database.close()
  })

  test.each([
    ['keepEarlier' as const, [1, 2, 9]],
    ['allOrNothing' as const, [9]],
  ])('with bulkInsert %s a taken key in the middle leaves %j', async (bulkInsert, left) => {
    const database = openDatabase({ collections: COLLECTIONS, bulkInsert })
    const items = collectionOf(database, 'items')
    await items.insert({ _id: 9 })
    expect((await refusal(items.insert({ _id: 1 }, { _id: 2 }, { _id: 9 }, { _id: 3 }))).message).toContain('E11000')
    expect((await items.find({ order: { _id: 1 } })).map(({ _id }) => _id)).toEqual(left)
    database.close()
  })

  test('a unique key taken in the middle of a bulk insert leaves no half of its document', async () => {
    const indexes = [
      { name: 'a', fields: [{ field: 'a', direction: 1 as const }] },
      { name: 'code', fields: [{ field: 'code', direction: 1 as const }], unique: true },
    ]
    const database = openDatabase({ collections: [{ name: 'items', permission: 'ADMINONLY', indexes }] })
    const items = collectionOf(database, 'items')
    await refusal(items.insert({ _id: 1, a: 1, code: 1 }, { _id: 2, a: 1, code: 1 }, { _id: 3, a: 1, code: 3 }))
    expect(await items.find({ where: { a: 1 } })).toEqual([{ _id: 1, a: 1, code: 1 }])
    expect(await items.count({ a: 1 })).toBe(1)
    expect(await items.count()).toBe(1)
    database.close()
  })

  test('an update of many that fails at one changes none', async () => {
    const database = openDatabase({ collections: COLLECTIONS })
    const items = collectionOf(database, 'items')
    await items.insert({ _id: 1, n: 1 }, { _id: 2, n: 'text' })
    await refusal(items.update({}, { $inc: { n: 1 } }))
    expect(await items.find()).toEqual([
      { _id: 1, n: 1 },
      { _id: 2, n: 'text' },
    ])
    database.close()
  })
})
