import { type DatabaseCase, given, raised } from './databaseCase'

export const aggregateCases: DatabaseCase[] = [
  {
    name: 'aggregate groups and sums',
    async run(db) {
      const $ = db.command.aggregate
      await given(db, 'items', [
        { shop: 'a', yuan: 1 },
        { shop: 'b', yuan: 2 },
        { shop: 'a', yuan: 3 },
      ])
      const { list } = await db
        .collection('items')
        .aggregate()
        .group({ _id: '$shop', total: $.sum('$yuan'), mean: $.avg('$yuan'), count: $.sum(1) })
        .sort({ _id: 1 })
        .end()
      expect(list).toEqual([
        { _id: 'a', total: 4, mean: 2, count: 2 },
        { _id: 'b', total: 2, mean: 2, count: 1 },
      ])
    },
  },
  {
    name: 'aggregate matches, sorts, skips and limits',
    async run(db) {
      await given(
        db,
        'items',
        [1, 2, 3, 4, 5].map((n) => ({ _id: n, n })),
      )
      const { list } = await db
        .collection('items')
        .aggregate()
        .match({ n: db.command.gt(1) })
        .sort({ n: -1 })
        .skip(1)
        .limit(2)
        .project({ n: 1, _id: 0 })
        .end()
      expect(list).toEqual([{ n: 4 }, { n: 3 }])
    },
  },
  {
    name: 'aggregate unwinds lists and counts',
    async run(db) {
      await given(db, 'items', [{ l: ['a', 'b'] }, { l: ['a'] }, { l: [] }])
      const { list } = await db.collection('items').aggregate().unwind('$l').sortByCount('$l').end()
      expect(list).toEqual([
        { _id: 'a', count: 2 },
        { _id: 'b', count: 1 },
      ])
    },
  },
  {
    name: 'aggregate looks up documents of another collection',
    async run(db) {
      await given(db, 'dishes', [{ _id: 'tea', yuan: 3 }])
      await given(db, 'items', [{ _id: 'o', dish: 'tea' }])
      const { list } = await db
        .collection('items')
        .aggregate()
        .lookup({ from: 'dishes', localField: 'dish', foreignField: '_id', as: 'found' })
        .end()
      expect(list).toEqual([{ _id: 'o', dish: 'tea', found: [{ _id: 'tea', yuan: 3 }] }])
    },
  },
  {
    name: 'aggregate looks up by what a lookup before it found, within its pipeline',
    async run(db) {
      const $ = db.command.aggregate
      const told = [
        { _id: '1', session: 'a', dict: ['menu'] },
        { _id: '2', session: 'a', dict: ['pay', 'ref'] },
        { _id: '3', session: 'a', dict: ['ref'], old: true },
        { _id: '4', session: 'c', dict: ['menu'] },
      ]
      await given(db, 'items', told)
      await given(db, 'dishes', [{ _id: 'tea' }])
      const ofSessions = $.pipeline()
        .match({ old: db.command.exists(false) })
        .match(db.command.expr({ $in: ['$session', '$$sessions'] }))
        .done()
      const pipeline = $.pipeline()
        .match({ dict: 'ref' })
        .group({ _id: null, sessions: { $addToSet: '$session' } })
        .lookup({ from: 'items', let: { sessions: '$sessions' }, pipeline: ofSessions, as: 'all' })
        .done()
      const dishes = db.collection('dishes').aggregate()
      const { list } = await dishes.lookup({ from: 'items', pipeline, as: 'found' }).end()
      expect(list).toEqual([{ _id: 'tea', found: [{ _id: null, sessions: ['a'], all: [told[0], told[1]] }] }])
    },
  },
  {
    name: 'aggregate cuts days in the shop zone',
    async run(db) {
      const $ = db.command.aggregate
      await given(db, 'items', [{ at: new Date('2026-01-01T15:59:00Z') }, { at: new Date('2026-01-01T16:00:00Z') }])
      const { list } = await db
        .collection('items')
        .aggregate()
        .group({ _id: $.dateToString({ date: '$at', format: '%Y-%m-%d', timezone: 'Asia/Shanghai' }), n: $.sum(1) })
        .sort({ _id: 1 })
        .end()
      expect(list).toEqual([
        { _id: '2026-01-01', n: 1 },
        { _id: '2026-01-02', n: 1 },
      ])
    },
  },
  {
    name: 'aggregate answers dates as dates',
    async run(db) {
      const $ = db.command.aggregate
      await given(db, 'items', [{ at: new Date(5) }, { at: new Date(9) }])
      const { list } = await db
        .collection('items')
        .aggregate()
        .group({ _id: null, last: $.max('$at') })
        .end()
      expect(list).toEqual([{ _id: null, last: new Date(9) }])
    },
  },
  {
    name: 'aggregate refuses scripts',
    async run(db) {
      const script = { $function: { body: 'function () { return 1 }', args: [], lang: 'js' } }
      const error = await raised(db.collection('items').aggregate().addFields({ x: script }).end())
      // Of an aggregation the SDK keeps the text only: its number is always -1.
      expect(error).toMatchObject({ errCode: -1, code: 'DATABASE_INVALID_OPERRATOR' })
      expect(error.errMsg).toContain('$function')
    },
  },
]
