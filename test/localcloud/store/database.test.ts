import type { CollectionSpec } from '../../../database/collections'
import type { CallCost } from '../../../localcloud/database/callCost'
import { collectionOf, ejson, NOW_MS, newFolder, openDatabase, refusal, removeFolders } from './openDatabase'

afterAll(removeFolders)

const items = (...indexes: CollectionSpec['indexes']): CollectionSpec[] => [
  { name: 'items', permission: 'ADMINONLY', indexes },
]
const index = (name: string, field: string, unique = false) => ({
  name,
  fields: [{ field, direction: 1 as const }],
  unique,
})

describe('declared collections', () => {
  test('an index that is declared later holds the documents that were there before', async () => {
    const folder = newFolder()
    const before = openDatabase({ folder, collections: items() })
    await collectionOf(before, 'items').insert(...Array.from({ length: 300 }, (_, n) => ({ n })))
    before.close()
    const after = openDatabase({ folder, collections: items(index('n', 'n')) })
    expect(await collectionOf(after, 'items').count({ n: { $gte: 250 } })).toBe(50)
    after.close()
  })

  test('after a restart a list index still answers each document once and both of two conditions', async () => {
    const folder = newFolder()
    const before = openDatabase({ folder, collections: items(index('tags', 'tags')) })
    await collectionOf(before, 'items').insert({ _id: 'x', tags: [1, 9] })
    before.close()
    const after = openDatabase({ folder })
    expect(await collectionOf(after, 'items').count({ tags: { $gte: 0 } })).toBe(1)
    expect(await collectionOf(after, 'items').find({ where: { tags: { $gt: 5, $lt: 3 } } })).toHaveLength(1)
    after.close()
  })

  test('an index whose fields have changed is made anew', async () => {
    const folder = newFolder()
    const before = openDatabase({ folder, collections: items(index('key', 'a', true)) })
    await collectionOf(before, 'items').insert({ _id: 1, a: 1, b: 1 }, { _id: 2, a: 2, b: 2 })
    before.close()
    const after = openDatabase({ folder, collections: items(index('key', 'b', true)) })
    await collectionOf(after, 'items').insert({ _id: 3, a: 1, b: 3 })
    expect((await refusal(collectionOf(after, 'items').insert({ _id: 4, a: 4, b: 3 }))).message).toContain('index: key')
    after.close()
  })

  test('a unique index over documents that break it is refused, and the file still opens without it', async () => {
    const folder = newFolder()
    const before = openDatabase({ folder, collections: items() })
    await collectionOf(before, 'items').insert({ a: 1 }, { a: 1 })
    before.close()
    expect(() => openDatabase({ folder, collections: items(index('a', 'a', true)) })).toThrow(/E11000.*items index: a/)
    const again = openDatabase({ folder, collections: items() })
    expect(await collectionOf(again, 'items').count()).toBe(2)
    again.close()
  })

  test('reset empties everything and leaves the declared collections', async () => {
    const database = openDatabase({ collections: items(index('n', 'n', true)) })
    await collectionOf(database, 'items').insert({ _id: 'x', n: 1 })
    await database.handle({ action: 'database.addCollection', collectionName: 'other' })
    const { transactionId } = await database.handle({ action: 'database.startTransaction' })
    database.reset()
    expect(await collectionOf(database, 'items').count()).toBe(0)
    expect((await refusal(collectionOf(database, 'other').count())).code).toBe('DATABASE_COLLECTION_NOT_EXIST')
    expect((await refusal(database.handle({ action: 'database.commitTransaction', transactionId }))).code).toBe(
      'DATABASE_TRANSACTION_FAIL',
    )
    await collectionOf(database, 'items').insert({ _id: 'x', n: 1 })
    expect((await refusal(collectionOf(database, 'items').insert({ _id: 'y', n: 1 }))).message).toContain('E11000')
    database.close()
  })
})

describe('what the SDK of WeChat does not ask, but others do', () => {
  test('modifyAndReturnDoc changes one document and answers it as it is now', async () => {
    const database = openDatabase({ collections: items() })
    await collectionOf(database, 'items').insert({ _id: 'a', n: 1 }, { _id: 'b', n: 1 })
    const ask = (query: object) =>
      database.handle({
        action: 'database.modifyAndReturnDoc',
        collectionName: 'items',
        queryType: 'WHERE',
        query: ejson(query),
        data: ejson({ $inc: { n: 1 } }),
      })
    expect(await ask({ n: 1 })).toEqual({ data: { updated: 1, doc: '{"_id":"a","n":2}' } })
    expect(await ask({ n: 99 })).toEqual({ data: { updated: 0, doc: null } })
    database.close()
  })

  test('an upsert begins with what the query demands to be equal', async () => {
    const database = openDatabase({ collections: items() })
    const collection = collectionOf(database, 'items')
    const update = { $inc: { n: 5 }, $setOnInsert: { made: 'first' } }
    const where = { _id: 'new', shop: 's', at: { $gt: 5 } }
    expect(await collection.update(where, update, { upsert: true })).toEqual({ updated: 0, upsert_id: 'new' })
    expect(await collection.get('new')).toEqual({ _id: 'new', shop: 's', n: 5, made: 'first' })
    await collection.update({ _id: 'new' }, { $set: { made: 'changed' } })
    expect(await collection.update({ _id: 'new' }, update, { upsert: true })).toEqual({ updated: 1, upsert_id: null })
    expect(await collection.get('new')).toEqual({ _id: 'new', shop: 's', n: 10, made: 'changed' })
    database.close()
  })

  test('currentDate and serverDate are the time of the cloud', async () => {
    const database = openDatabase({ collections: items() })
    const collection = collectionOf(database, 'items')
    await collection.insert({ _id: 'x', at: { $tcb_server_date: { offset: -1000 } } })
    await collection.update({ _id: 'x' }, { $currentDate: { touched: true } })
    expect(await collection.get('x')).toEqual({ _id: 'x', at: new Date(NOW_MS - 1000), touched: new Date(NOW_MS) })
    database.close()
  })

  test('multi: false changes one document only', async () => {
    const database = openDatabase({ collections: items() })
    await collectionOf(database, 'items').insert({ n: 1 }, { n: 1 })
    expect(await collectionOf(database, 'items').update({ n: 1 }, { $set: { n: 2 } }, { multi: false })).toMatchObject({
      updated: 1,
    })
    expect(await collectionOf(database, 'items').count({ n: 2 })).toBe(1)
    database.close()
  })

  test('a person who looks on finds documents and their total by extended JSON', async () => {
    const database = openDatabase({ collections: items() })
    await collectionOf(database, 'items').insert(
      { _id: 1, at: new Date(1) },
      { _id: 2, at: new Date(2) },
      { _id: 3, at: new Date(3) },
    )
    const where = { at: { $gte: { $date: '1970-01-01T00:00:00.002Z' } } }
    expect(database.find('items', where, 1)).toEqual({ documents: [{ _id: 2, at: new Date(2) }], total: 2 })
    expect(where).toEqual({ at: { $gte: { $date: '1970-01-01T00:00:00.002Z' } } })
    expect(() => database.find('nowhere')).toThrow(/not exist: nowhere/)
    database.close()
  })
})

describe('the meter', () => {
  test('every call tells what it read and wrote, refused calls too', async () => {
    const database = openDatabase({ collections: items() })
    const costs: CallCost[] = []
    const stop = database.onCall((cost) => costs.push(cost))
    const collection = collectionOf(database, 'items')
    await collection.insert({ _id: 'a' }, { _id: 'b' })
    await collection.find()
    await collection.update({}, { $set: { n: 1 } })
    await collection.remove({ _id: 'a' })
    await refusal(collection.insert({ _id: 'b' }))
    stop()
    await collection.count()
    expect(
      costs.map(({ action, documentsRead, documentsWritten }) => [action, documentsRead, documentsWritten]),
    ).toEqual([
      ['database.insertDocument', 0, 2],
      ['database.getDocument', 2, 0],
      ['database.modifyDocument', 0, 2],
      ['database.removeDocument', 0, 1],
      ['database.insertDocument', 0, 0],
    ])
    expect(costs.every(({ collection: name, ms }) => name === 'items' && ms >= 0)).toBe(true)
    expect(costs[0]?.bytesIn).toBe(2 * '{"_id":"a"}'.length)
    expect(costs[1]?.bytesOut).toBe(2 * '{"_id":"a"}'.length)
    database.close()
  })
})

describe('a transaction that its owner forgot', () => {
  test('is aborted after its lifetime, and lets the others write', async () => {
    jest.useFakeTimers({ doNotFake: ['performance', 'nextTick', 'queueMicrotask'] })
    const database = openDatabase({ collections: items() })
    const collection = collectionOf(database, 'items')
    await collection.insert({ _id: 'x', n: 1 })
    const { transactionId } = await database.handle({ action: 'database.startTransaction' })
    const inside = collectionOf(database, 'items', String(transactionId))
    await inside.update({ _id: 'x' }, { $set: { n: 2 } }, { queryType: 'DOC' })
    const outside = collection.update({ _id: 'x' }, { $inc: { n: 10 } })
    jest.advanceTimersByTime(30_000)
    expect(await outside).toMatchObject({ updated: 1 })
    expect(await collection.get('x')).toEqual({ _id: 'x', n: 11 })
    expect((await refusal(inside.get('x'))).code).toBe('DATABASE_TRANSACTION_FAIL')
    database.close()
    jest.useRealTimers()
  })

  test('a write that waits for it is told when the database closes', async () => {
    const database = openDatabase({ collections: items() })
    const { transactionId } = await database.handle({ action: 'database.startTransaction' })
    await collectionOf(database, 'items', String(transactionId)).insert({ _id: 'x' })
    const waiting = refusal(collectionOf(database, 'items').insert({ _id: 'x' }))
    database.close()
    expect(await waiting).toEqual({ code: 'SYS_ERR', message: expect.stringContaining('closed') })
  })

  test('a unique key is given up and taken within one transaction', async () => {
    const database = openDatabase({ collections: items(index('code', 'code', true)) })
    await collectionOf(database, 'items').insert({ _id: 'old', code: 'K' })
    const { transactionId } = await database.handle({ action: 'database.startTransaction' })
    const inside = collectionOf(database, 'items', String(transactionId))
    await inside.remove({ _id: 'old' })
    await inside.insert({ _id: 'new', code: 'K' })
    await database.handle({ action: 'database.commitTransaction', transactionId })
    expect(await collectionOf(database, 'items').find()).toEqual([{ _id: 'new', code: 'K' }])
    database.close()
  })

  test('a commit that meets a unique key taken meanwhile writes nothing', async () => {
    const database = openDatabase({ collections: items(index('code', 'code', true)) })
    const { transactionId } = await database.handle({ action: 'database.startTransaction' })
    const inside = collectionOf(database, 'items', String(transactionId))
    await inside.insert({ _id: 'other', code: 'J' })
    await inside.insert({ _id: 'mine', code: 'K' })
    await collectionOf(database, 'items').insert({ _id: 'theirs', code: 'K' })
    const error = await refusal(database.handle({ action: 'database.commitTransaction', transactionId }))
    expect(error.message).toContain('E11000')
    expect(await collectionOf(database, 'items').find()).toEqual([{ _id: 'theirs', code: 'K' }])
    database.close()
  })
})

describe('requests of one turn of the event loop', () => {
  test('a collection is made, a document written, another refused, everything emptied: each as if alone', async () => {
    const folder = newFolder()
    const database = openDatabase({ folder, collections: items() })
    const outcomes = await Promise.allSettled([
      collectionOf(database, 'items').insert({ _id: 'a' }),
      database.handle({ action: 'database.addCollection', collectionName: 'made' }),
      collectionOf(database, 'items').insert({ _id: 'a' }),
      collectionOf(database, 'made').insert({ _id: 'b' }),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled', 'rejected', 'fulfilled'])
    database.close()
    const again = openDatabase({ folder })
    expect(await collectionOf(again, 'made').find()).toEqual([{ _id: 'b' }])
    const writing = collectionOf(again, 'made').insert({ _id: 'c' })
    again.reset()
    await writing
    await expect(collectionOf(again, 'made').find()).rejects.toThrow(/not exist: made/)
    again.close()
  })
})

test('a sample has a size', async () => {
  const database = openDatabase({ collections: items() })
  const sample = (size: number) => refusal(collectionOf(database, 'items').aggregate({ $sample: { size } }))
  for (const size of [0, -1, 1.5]) expect((await sample(size)).message).toContain('$sample')
  database.close()
})
