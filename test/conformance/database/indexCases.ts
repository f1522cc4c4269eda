import { type DatabaseCase, given, ids, one, raised } from './databaseCase'

/** Unique keys, and queries that an index answers. */
export const indexCases: DatabaseCase[] = [
  {
    name: 'a unique field refuses a second document with the same value and names the index',
    async run(db) {
      await given(db, 'indexed', [{ _id: 'a', code: 'K1' }])
      const error = await raised(db.collection('indexed').add({ data: { _id: 'b', code: 'K1' } }))
      expect(error.errMsg).toMatch(/E11000 .* index: code dup key: \{ : "K1" \}/)
      expect(await ids(db.collection('indexed'))).toEqual(['a'])
    },
  },
  {
    name: 'two documents without a unique field collide: a missing field is a value',
    async run(db) {
      await given(db, 'indexed', [{ _id: 'a' }])
      expect((await raised(db.collection('indexed').add({ data: { _id: 'b' } }))).errMsg).toContain('E11000')
    },
  },
  {
    name: 'an update into a taken unique value is refused, into its own it is not',
    async run(db) {
      await given(db, 'indexed', [
        { _id: 'a', code: 1 },
        { _id: 'b', code: 2 },
      ])
      const error = await raised(
        db
          .collection('indexed')
          .doc('b')
          .update({ data: { code: 1, n: 1 } }),
      )
      expect(error.errMsg).toContain('E11000')
      expect(await one(db, 'indexed', 'b')).toEqual({ _id: 'b', code: 2 })
      await db
        .collection('indexed')
        .doc('b')
        .update({ data: { code: 2, n: 1 } })
      expect(await one(db, 'indexed', 'b')).toEqual({ _id: 'b', code: 2, n: 1 })
    },
  },
  {
    name: 'a unique value is free again after its document is removed or changed',
    async run(db) {
      await given(db, 'indexed', [
        { _id: 'a', code: 1 },
        { _id: 'b', code: 2 },
      ])
      await db.collection('indexed').doc('a').remove()
      await db
        .collection('indexed')
        .doc('b')
        .update({ data: { code: 3 } })
      await given(db, 'indexed', [
        { _id: 'c', code: 1 },
        { _id: 'd', code: 2 },
      ])
      expect(await ids(db.collection('indexed').orderBy('code', 'asc'))).toEqual(['c', 'd', 'b'])
    },
  },
  {
    name: 'a range of an indexed field is found in both directions',
    async run(db) {
      await given(
        db,
        'indexed',
        [4, 2, 5, 1, 3].map((n) => ({ _id: `n${n}`, code: n, at: new Date(n) })),
      )
      const range = db.collection('indexed').where({ at: db.command.gte(new Date(2)).and(db.command.lt(new Date(5))) })
      expect(await ids(range.orderBy('at', 'asc'))).toEqual(['n2', 'n3', 'n4'])
      expect(await ids(range.orderBy('at', 'desc'))).toEqual(['n4', 'n3', 'n2'])
      expect(await range.count()).toMatchObject({ total: 3 })
    },
  },
  {
    name: 'an index over two fields serves equality on the first and order of the second',
    async run(db) {
      await given(
        db,
        'indexed',
        [1, 2, 3, 4].map((n) => ({ _id: `n${n}`, code: n, shop: `s${n % 2}`, at: n })),
      )
      const shop = db.collection('indexed').where({ shop: 's0' })
      expect(await ids(shop.orderBy('at', 'desc'))).toEqual(['n4', 'n2'])
      expect(await ids(shop.orderBy('at', 'asc').limit(1))).toEqual(['n2'])
    },
  },
  {
    name: 'an indexed list finds each document once',
    async run(db) {
      await given(db, 'indexed', [
        { _id: 'ab', code: 1, tags: ['a', 'b'] },
        { _id: 'b', code: 2, tags: ['b'] },
        { _id: 'none', code: 3, tags: [] },
      ])
      const tagged = db.collection('indexed').where({ tags: db.command.in(['a', 'b']) })
      expect((await ids(tagged)).sort()).toEqual(['ab', 'b'])
      expect(await tagged.count()).toMatchObject({ total: 2 })
    },
  },
  {
    name: 'two conditions on an indexed list may be met by two different items',
    async run(db) {
      await given(db, 'indexed', [{ _id: 'x', code: 1, tags: [1, 9] }])
      const { gt, lt } = db.command
      expect(await ids(db.collection('indexed').where({ tags: gt(5).and(lt(3)) }))).toEqual(['x'])
    },
  },
]
