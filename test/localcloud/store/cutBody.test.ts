import fc from 'fast-check'
import type { Database } from '../../../localcloud/database/database'
import { cutTo } from '../../../localcloud/store/ejson/cutBody'
import { encode } from '../../../localcloud/store/ejson/encode'
import { pathsRead } from '../../../localcloud/store/query/pathsRead'
import { collectionOf, openDatabase, removeFolders } from './openDatabase'

const cut = (document: object, ...paths: string[]): unknown =>
  JSON.parse(cutTo(paths)(Buffer.from(encode(document as never))))

describe('a stored text cut to some fields', () => {
  const shop = { _id: 1, name: '看店 "A"', '{"]': ['}', '\\"'], open: { mon: [9, 21], tue: null }, stock: { rice: 3 } }

  test('keeps fields in their order and leaves out what was not named, first, last or between', () => {
    expect(cut(shop, 'stock', '_id', 'name')).toEqual({ _id: 1, name: shop.name, stock: { rice: 3 } })
    expect(Object.keys(cut(shop, 'stock', '_id', 'name') as object)).toEqual(['_id', 'name', 'stock'])
    expect(cut(shop, 'name')).toEqual({ name: shop.name })
    expect(cut(shop, '{"]', 'nowhere')).toEqual({ '{"]': ['}', '\\"'] })
    expect(cut(shop, 'nowhere')).toEqual({})
  })

  test('goes into objects; of a path and a longer one the shorter counts', () => {
    expect(cut(shop, 'open.tue', 'stock.fish')).toEqual({ open: { tue: null }, stock: {} })
    expect(cut(shop, 'open.tue', 'open')).toEqual({ open: shop.open })
  })

  test('keeps all of what a path cannot be followed through: lists, dates, plain values', () => {
    const odd = { list: [{ a: 1, b: 2 }], at: new Date(7), bare: 5, none: null, rest: 0 }
    expect(cut(odd, 'list.a', 'at.a', 'bare.a', 'none.a')).toEqual({
      ...{ list: odd.list, at: { $date: odd.at.toISOString() }, bare: 5, none: null },
    })
  })
})

describe('which fields a pipeline looks at', () => {
  const [all, some] = [undefined, expect.arrayContaining(['_id', 'a'])]

  test.each([
    ['what a projection names', [{ $project: { a: 1 } }], some],
    ['what it computes from', [{ $project: { b: { $size: '$a' } } }], some],
    ['what is computed before it', [{ $addFields: { b: { $max: ['$a', 1] } } }, { $project: { b: 1 } }], some],
    ['where something is put', [{ $addFields: { 'a.b': 1 } }, { $project: { c: 1 } }], expect.arrayContaining(['a.b'])],
    ['all, without a projection', [{ $addFields: { b: '$a' } }], all],
    ['all, when it names what it leaves out', [{ $project: { a: 0 } }], all],
    ['all, when it does so further in', [{ $project: { a: { b: 0 } } }], all],
    ['all, when only the id is left out', [{ $project: { _id: 0 } }], all],
    ['all, when the whole document is computed with', [{ $project: { a: { $objectToArray: '$$ROOT' } } }], all],
    ['all, when a field is found by its name', [{ $project: { a: { $getField: 'b' } } }], all],
    ['all, when other stages come before', [{ $unwind: '$a' }, { $project: { a: 1 } }], all],
  ])('%s', (_name, stages, expected) => {
    expect(pathsRead(stages as never)).toEqual(expected)
  })
})

describe('reading parts of documents', () => {
  const name = fc.constantFrom('a', 'b', 'c', 'é"')
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constantFrom(null, 7, 1.5, 'x', '"}{', '店', true, Number.NaN, new Date(5)),
      fc.dictionary(name, tie('value'), { maxKeys: 3 }),
      fc.array(tie('value'), { maxLength: 3 }),
    ),
  }))
  const documents = fc.array(fc.dictionary(name, value, { maxKeys: 4 }), { minLength: 1, maxLength: 4 })
  const path = fc.array(name, { minLength: 1, maxLength: 3 }).map((names) => names.join('.'))
  const computed = fc.tuple(path, fc.constantFrom('$type', '$isArray')).map(([of, how]) => ({ [how]: [`$${of}`] }))
  const projection = fc
    .tuple(fc.array(path, { minLength: 1, maxLength: 3 }), fc.option(computed, { nil: 1 as const }))
    .map(([paths, z]) => ({ ...Object.fromEntries(paths.map((one) => [one, 1])), z }))

  let database: Database
  beforeAll(() => {
    database = openDatabase({ collections: [{ name: 'items', permission: 'ADMINONLY', indexes: [] }] })
  })
  afterAll(() => {
    database.close()
    removeFolders()
  })

  /** What came of it, be it a refusal. */
  const outcome = (work: Promise<unknown>) =>
    work.catch(({ code, message }: Error & { code: string }) => [code, message])

  test('gives what reading all of them and projecting then gives', async () => {
    const items = collectionOf(database, 'items')
    await fc.assert(
      fc.asyncProperty(documents, projection, async (all, kept) => {
        database.reset()
        await items.insert(...all.map((fields, index) => ({ _id: index, ...fields })))
        // stages that change nothing, and before which nothing can be left out
        const whole = await outcome(
          items.aggregate(
            { $match: { _id: { $gte: 0 } } },
            { $skip: 0 },
            { $match: { _id: { $ne: -1 } } },
            { $project: kept },
          ),
        )
        const part = await outcome(items.aggregate({ $match: { _id: { $gte: 0 } } }, { $project: kept }))
        expect(part).toEqual(whole)
        expect(await outcome(items.find({ projection: kept }))).toEqual(whole)
      }),
      { numRuns: 200 },
    )
  })
})
