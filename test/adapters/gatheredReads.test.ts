import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import type { Database as CloudDatabase, Query } from '../../adapters/cloud'
import { GatheredReads } from '../../adapters/gatheredReads'
import { collections } from '../../database/collections'
import { createDatabase, type Database } from '../../localcloud/database/database'
import { sdkDatabase } from '../conformance/sdkCloud'
import { NOON } from '../fakes/batches'

type Asking = (db: CloudDatabase) => Promise<{ data: unknown }>

/** As the repositories ask: each by a collection of its own. */
const QUERIES: Record<string, Asking> = {
  'a span of dates, in order': ({ collection, command }) =>
    dates(collection('orders'), command).orderBy('updatedAt', 'desc').get(),
  'ids of a list, some fields of theirs': ({ collection, command }) =>
    collection('hours')
      .where({ _id: command.in(['s1:1', 's1:3', 'none']) })
      .field({ hour: true, 'series.m': true })
      .orderBy('_id', 'asc')
      .get(),
  'two conditions on one field, and a limit': ({ collection, command }) =>
    collection('issues')
      .where({ lastAt: command.gte(2).and(command.lt(9)) })
      .orderBy('lastAt', 'asc')
      .limit(3)
      .get(),
  'either of two': ({ collection, command }) =>
    collection('incidents')
      .where(command.or({ status: 'open' }, { nextAt: command.gt(0) }))
      .orderBy('_id', 'asc')
      .get(),
  'everything, as many as there are unless told': ({ collection }) =>
    collection('accessLog').orderBy('_id', 'asc').get(),
  'one by its id': ({ collection }) => collection('alertStates').doc('s1').get(),
  'nothing, in a collection that is empty': ({ collection }) => collection('silences').where({ store: 's1' }).get(),
}

const dates = (query: Query, command: CloudDatabase['command']): Query =>
  query.where({ updatedAt: command.gte(new Date(NOON)).and(command.lt(new Date(NOON + 9))) })

let database: Database
let sdk: Awaited<ReturnType<typeof sdkDatabase>>
let folder: string
let calls: string[]
/** the next aggregation fails */
let fails: boolean

const real = () => sdk.db as unknown as CloudDatabase
const bound = (db: CloudDatabase): CloudDatabase => ({
  ...db,
  command: db.command,
  collection: (name) => db.collection(name),
})
const all = (db: CloudDatabase) => Promise.all(Object.values(QUERIES).map(async (ask) => (await ask(bound(db))).data))

const insert = (collectionName: string, documents: object[]) =>
  Promise.all(documents.map((data) => real().collection(collectionName).add({ data })))

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-gathered-'))
  database = createDatabase({ folder, now: () => NOON, collections, warn: () => {} })
  sdk = await sdkDatabase({
    handle: async (request) => {
      calls.push(String(request.action))
      if (fails && request.action === 'database.aggregateDocuments') throw new Error('the answer is too large')
      return database.handle(request)
    },
  })
  calls = []
  const times = [...Array(12).keys()]
  await insert(
    'orders',
    times.map((n) => ({ _id: `o${n}`, updatedAt: new Date(NOON + n), amount: n / 8, note: null })),
  )
  await insert(
    'hours',
    times.map((hour) => ({ _id: `s1:${hour}`, store: 's1', hour, series: { m: [hour], l: ['x'] } })),
  )
  await insert(
    'issues',
    times.map((lastAt) => ({ _id: `s1:f${lastAt}`, store: 's1', lastAt })),
  )
  await insert(
    'incidents',
    times.map((n) => ({ _id: `i${n}`, status: n % 3 ? 'resolved' : 'open', nextAt: n % 4 || null })),
  )
  await insert(
    'accessLog',
    [...Array(130).keys()].map((n) => ({ _id: `a${n}`, at: n })),
  )
  await insert('alertStates', [{ _id: 's1', open: { money: { id: 'x' } } }])
})
beforeEach(async () => {
  fails = false
  await real()
    .collection('settings')
    .doc('main')
    .set({ data: { version: 1 } })
  calls = []
})
afterAll(async () => {
  await sdk.close()
  database.close()
  fs.rmSync(folder, { recursive: true })
})

describe('reads begun in the same turn', () => {
  it('are one call of the database, and each brings what it brings by itself, to the type', async () => {
    const plain = await all(real())
    expect(calls).toHaveLength(plain.length)
    expect(plain.map((data) => (Array.isArray(data) ? data.length : 1))).toEqual([9, 2, 3, 10, 100, 1, 0])
    calls = []
    expect(await all(new GatheredReads(real()).database())).toEqual(plain)
    expect(calls).toEqual(['database.aggregateDocuments'])
  })

  it('a read by itself goes out as it is', async () => {
    const db = new GatheredReads(real()).database()
    await db.collection('issues').where({ store: 's1' }).get()
    expect(calls).toEqual(['database.getDocument'])
  })

  it('those of the next turn are a call of their own', async () => {
    const db = new GatheredReads(real()).database()
    await all(db)
    await all(db)
    expect(calls).toHaveLength(2)
  })

  it('with lookups of their own go together with plain ones', async () => {
    const reads = new GatheredReads(real())
    const [found, { data }] = await Promise.all([
      reads.lookup('hours', (pipeline) => pipeline.match({ hour: 3 }).project({ hour: 1 })),
      reads.database().collection('issues').where({ lastAt: 4 }).get(),
    ])
    expect([found, data]).toEqual([[{ _id: 's1:3', hour: 3 }], [{ _id: 's1:f4', store: 's1', lastAt: 4 }]])
    expect(calls).toHaveLength(1)
  })

  it('that are too much for one answer are read one after the other, in their order', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {})
    const plain = await all(real())
    calls = []
    fails = true
    expect(await all(new GatheredReads(real()).database())).toEqual(plain)
    expect(calls).toHaveLength(1 + plain.length)
    expect(warned).toHaveBeenCalledTimes(1)
    warned.mockRestore()
  })

  it('before the environment is set up are read one by one', async () => {
    const warned = jest.spyOn(console, 'warn').mockImplementation(() => {})
    await real().collection('settings').where({ _id: 'main' }).remove()
    expect((await all(new GatheredReads(real()).database()))[2]).toHaveLength(3)
    warned.mockRestore()
  })
})
