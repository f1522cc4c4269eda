import { type DatabaseCase, given, ids, one, raised } from './databaseCase'

/** Adding, reading, counting and removing documents; order, paging, projection; limits and errors. */
export const documentCases: DatabaseCase[] = [
  {
    name: 'add keeps a given _id and answers it',
    async run(db) {
      expect(await db.collection('items').add({ data: { _id: 'mine', a: 1 } })).toMatchObject({ _id: 'mine' })
      expect(await one(db, 'items', 'mine')).toEqual({ _id: 'mine', a: 1 })
    },
  },
  {
    name: 'add makes an _id when none is given',
    async run(db) {
      const { _id } = await db.collection('items').add({ data: { a: 1 } })
      expect(_id).toMatch(/^[0-9a-f]{32}$/)
      expect(await one(db, 'items', String(_id))).toEqual({ _id, a: 1 })
    },
  },
  {
    name: 'add of a list makes all of its documents in order',
    async run(db) {
      const added = await db.collection('items').add({ data: [{ _id: 'a' }, { _id: 'b' }] })
      expect(added).toMatchObject({ _ids: ['a', 'b'] })
      expect(await ids(db.collection('items'))).toEqual(['a', 'b'])
    },
  },
  {
    name: 'numbers, texts, dates, booleans, null, lists and objects come back as they went in',
    async run(db) {
      const document = {
        _id: 'x',
        int: 1,
        negative: -7,
        large: 1_700_000_000_000,
        fraction: 0.1,
        text: '看店 "quoted" \u0000 zero',
        date: new Date(1_700_000_000_123),
        early: new Date(-5),
        yes: true,
        none: null,
        list: [1, 'a', [2], { b: new Date(0) }],
        object: { empty: {}, emptyList: [] },
      }
      await given(db, 'items', [document])
      expect(await one(db, 'items', 'x')).toEqual(document)
    },
  },
  {
    name: 'a field that is undefined is not stored',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', a: undefined, b: 1 }])
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', b: 1 })
    },
  },
  {
    name: 'a number can be an _id and is not the same as its text',
    async run(db) {
      await given(db, 'items', [
        { _id: 7, kind: 'number' },
        { _id: '7', kind: 'text' },
      ])
      const { data } = await db.collection('items').doc(7).get()
      expect(data).toEqual({ _id: 7, kind: 'number' })
    },
  },
  {
    name: 'a place comes back as a place',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', at: new db.Geo.Point(118.1, 24.5) }])
      expect(await one(db, 'items', 'x')).toMatchObject({ at: { longitude: 118.1, latitude: 24.5 } })
    },
  },
  {
    name: 'doc().get of a missing document says so',
    async run(db) {
      const error = await raised(db.collection('items').doc('none').get())
      expect(error.errMsg).toContain('document with _id none does not exist')
    },
  },
  {
    name: 'doc().field keeps only the asked fields and the _id',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', a: 1, b: { c: 2, d: 3 } }])
      const { data } = await db.collection('items').doc('x').field({ 'b.c': true }).get()
      expect(data).toEqual({ _id: 'x', b: { c: 2 } })
    },
  },
  {
    name: 'field with false leaves fields out',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', a: 1, b: 2 }])
      const { data } = await db.collection('items').field({ a: false, _id: false }).get()
      expect(data).toEqual([{ b: 2 }])
    },
  },
  {
    name: 'orderBy sorts up and down, first by the first field',
    async run(db) {
      await given(db, 'items', [
        { _id: 'a', g: 1, n: 1 },
        { _id: 'b', g: 2, n: 1 },
        { _id: 'c', g: 1, n: 2 },
      ])
      expect(await ids(db.collection('items').orderBy('g', 'desc').orderBy('n', 'asc'))).toEqual(['b', 'a', 'c'])
    },
  },
  {
    name: 'orderBy puts missing and null before numbers, then texts, booleans and dates',
    async run(db) {
      await given(db, 'items', [
        { _id: 'date', v: new Date(0) },
        { _id: 'boolean', v: false },
        { _id: 'text', v: '' },
        { _id: 'number', v: -1e300 },
        { _id: 'null', v: null },
      ])
      expect(await ids(db.collection('items').orderBy('v', 'asc'))).toEqual([
        'null',
        'number',
        'text',
        'boolean',
        'date',
      ])
    },
  },
  {
    name: 'skip and limit page through an order',
    async run(db) {
      await given(
        db,
        'items',
        [5, 3, 1, 4, 2].map((n) => ({ _id: `n${n}`, n })),
      )
      expect(await ids(db.collection('items').orderBy('n', 'asc').skip(1).limit(2))).toEqual(['n2', 'n3'])
      expect(await ids(db.collection('items').orderBy('n', 'asc').skip(4).limit(2))).toEqual(['n5'])
    },
  },
  {
    name: 'get without a limit answers 100 documents',
    async run(db) {
      await db.collection('items').add({ data: Array.from({ length: 120 }, (_, n) => ({ n })) })
      expect((await db.collection('items').get()).data).toHaveLength(100)
    },
  },
  {
    name: 'get answers 1000 documents at most, count counts all',
    async run(db) {
      await db.collection('items').add({ data: Array.from({ length: 1100 }, (_, n) => ({ n })) })
      expect((await db.collection('items').limit(2000).get()).data).toHaveLength(1000)
      expect(await db.collection('items').count()).toMatchObject({ total: 1100 })
    },
  },
  {
    name: 'add of a list that meets a taken _id is E11000, and what was there stays',
    async run(db) {
      await given(db, 'items', [{ _id: 'b', old: true }])
      const error = await raised(db.collection('items').add({ data: [{ _id: 'a' }, { _id: 'b' }, { _id: 'c' }] }))
      expect(error.errMsg).toContain('E11000')
      expect(await one(db, 'items', 'b')).toEqual({ _id: 'b', old: true })
      expect(await one(db, 'items', 'c')).toBeUndefined()
    },
  },
  {
    name: 'orderBy goes along a dotted path',
    async run(db) {
      await given(db, 'items', [
        { _id: 'b', o: { n: 2 } },
        { _id: 'a', o: { n: 1 } },
      ])
      expect(await ids(db.collection('items').orderBy('o.n', 'asc'))).toEqual(['a', 'b'])
    },
  },
  {
    name: 'orderBy breaks ties by the second field, page after page',
    async run(db) {
      await given(
        db,
        'indexed',
        ['d', 'a', 'c', 'b', 'f', 'e'].map((_id, i) => ({ _id, code: i, at: i < 4 ? 1 : 2 })),
      )
      const pages = db.collection('indexed').orderBy('at', 'asc').orderBy('_id', 'asc').limit(2)
      expect(await ids(pages)).toEqual(['a', 'b'])
      expect(await ids(pages.skip(2))).toEqual(['c', 'd'])
      expect(await ids(pages.skip(4))).toEqual(['e', 'f'])
      expect(await ids(db.collection('indexed').orderBy('at', 'desc').orderBy('_id', 'desc').limit(3))).toEqual([
        'f',
        'e',
        'd',
      ])
    },
  },
  {
    name: 'an empty where finds everything',
    async run(db) {
      await given(db, 'items', [{ _id: 'a' }, { _id: 'b' }])
      expect(await ids(db.collection('items').where({}))).toEqual(['a', 'b'])
    },
  },
  {
    name: 'a server date in a new document is the cloud’s time, its offset added',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', at: db.serverDate(), later: [db.serverDate({ offset: -1000 })] }])
      const { at, later } = (await one(db, 'items', 'x')) as { at: Date; later: [Date] }
      expect(at).toBeInstanceOf(Date)
      expect(later[0].getTime() - at.getTime()).toBe(-1000)
    },
  },
  {
    name: 'a pattern is a value too',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', filter: /^a.b$/i }])
      expect(await one(db, 'items', 'x')).toMatchObject({ filter: { pattern: '^a.b$', options: 'i' } })
    },
  },
  {
    name: 'field with skip, limit and order applies to the page',
    async run(db) {
      await given(
        db,
        'items',
        [1, 2, 3].map((n) => ({ _id: `n${n}`, n, big: 'x' })),
      )
      const { data } = await db.collection('items').orderBy('n', 'desc').skip(1).limit(1).field({ n: true }).get()
      expect(data).toEqual([{ _id: 'n2', n: 2 }])
    },
  },
  {
    name: 'doc().remove takes one document, and none when it is gone',
    async run(db) {
      await given(db, 'items', [{ _id: 'x' }, { _id: 'y' }])
      expect(await db.collection('items').doc('x').remove()).toMatchObject({ stats: { removed: 1 } })
      expect(await db.collection('items').doc('x').remove()).toMatchObject({ stats: { removed: 0 } })
      expect(await ids(db.collection('items'))).toEqual(['y'])
    },
  },
  {
    name: 'where().remove takes every document that matches',
    async run(db) {
      await given(
        db,
        'items',
        [1, 2, 3].map((n) => ({ _id: `n${n}`, n })),
      )
      const result = await db
        .collection('items')
        .where({ n: db.command.lt(3) })
        .remove()
      expect(result).toMatchObject({ stats: { removed: 2 } })
      expect(await ids(db.collection('items'))).toEqual(['n3'])
    },
  },
  {
    name: 'a collection made by a function can be used, and not be made twice',
    async run(db) {
      // A name of its own each time: a collection cannot be removed by the SDK.
      const name = `made${Date.now()}`
      await db.createCollection(name)
      await given(db, name, [{ _id: 'x' }])
      expect(await ids(db.collection(name))).toEqual(['x'])
      expect((await raised(db.createCollection(name))).errMsg).toMatch(/exist/i)
    },
  },
  ...(['get', 'count', 'add', 'remove'] as const).map(
    (verb): DatabaseCase => ({
      name: `${verb} on a missing collection is error -502005 and names it`,
      async run(db) {
        const collection = db.collection('nowhere')
        const calls = {
          get: () => collection.get(),
          count: () => collection.count(),
          add: () => collection.add({ data: {} }),
          remove: () => collection.doc('x').remove(),
        }
        const error = await raised(calls[verb]())
        expect(error.errCode).toBe(-502005)
        expect(error.errMsg).toContain('Db or Table not exist: nowhere')
      },
    }),
  ),
  {
    name: 'a taken _id is error -502001 with E11000, and the first document stays',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', a: 1 }])
      const error = await raised(db.collection('items').add({ data: { _id: 'x', a: 2 } }))
      expect(error.errCode).toBe(-502001)
      expect(error.errMsg).toMatch(/E11000 duplicate key error collection: \S+\.items index: _id_ dup key: \{ : "x" \}/)
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', a: 1 })
    },
  },
  {
    name: 'a field name that begins with a dollar sign is not stored',
    async run(db) {
      const error = await raised(db.collection('items').add({ data: { _id: 'x', $price: 1 } }))
      expect(error.errCode).toBe(-502001)
      expect(await ids(db.collection('items'))).toEqual([])
    },
  },
  {
    name: 'an operator that does not exist is refused by name',
    async run(db) {
      const error = await raised(
        db
          .collection('items')
          .where({ $and: [{ n: { $almost: 1 } }] })
          .get(),
      )
      expect(error.errCode).toBe(-502002)
      expect(error.errMsg).toContain('$almost')
    },
  },
]
