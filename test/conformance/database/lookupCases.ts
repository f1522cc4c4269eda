import { type DatabaseCase, given } from './databaseCase'

export const lookupCases: DatabaseCase[] = [
  {
    name: 'aggregate: lookup by a pipeline sees the outer document through let',
    async run(db) {
      const { command } = db
      const $ = command.aggregate
      await given(db, 'dishes', [
        { _id: 'tea', stock: 3 },
        { _id: 'rice', stock: 0 },
      ])
      await given(db, 'items', [
        { _id: 'o1', dish: 'tea', count: 2 },
        { _id: 'o2', dish: 'tea', count: 9 },
      ])
      const { list } = await db
        .collection('items')
        .aggregate()
        .lookup({
          from: 'dishes',
          let: { dish: '$dish', count: '$count' },
          pipeline: $.pipeline()
            .match(command.expr($.and([$.eq(['$_id', '$$dish']), $.gte(['$stock', '$$count'])])))
            .project({ stock: 1, _id: 0 })
            .done(),
          as: 'enough',
        })
        .sort({ _id: 1 })
        .end()
      expect(list).toEqual([
        { _id: 'o1', dish: 'tea', count: 2, enough: [{ stock: 3 }] },
        { _id: 'o2', dish: 'tea', count: 9, enough: [] },
      ])
    },
  },
  {
    name: 'aggregate: lookups by pipelines that do not look at the outer document join several collections at once',
    async run(db) {
      const { command } = db
      const $ = command.aggregate
      await given(db, 'dishes', [
        { _id: 'tea', stock: 3, price: 1 },
        { _id: 'rice', stock: 0, price: 2 },
      ])
      await given(db, 'items', [{ _id: 'one' }, { _id: 'two' }])
      const { list } = await db
        .collection('items')
        .aggregate()
        .match({ _id: 'one' })
        .lookup({
          from: 'dishes',
          pipeline: $.pipeline()
            .match({ stock: command.gte(1).and(command.lt(9)) })
            .project({ stock: 1 })
            .done(),
          as: 'there',
        })
        .lookup({ from: 'items', pipeline: $.pipeline().match({ _id: 'two' }).done(), as: 'others' })
        .end()
      expect(list).toEqual([{ _id: 'one', there: [{ _id: 'tea', stock: 3 }], others: [{ _id: 'two' }] }])
    },
  },
  {
    name: 'aggregate: lookup of a list finds each of its items',
    async run(db) {
      await given(db, 'dishes', [{ _id: 'tea' }, { _id: 'rice' }, { _id: 'soup' }])
      await given(db, 'items', [{ _id: 'o', dishes: ['rice', 'tea'] }])
      const { list } = await db
        .collection('items')
        .aggregate()
        .lookup({ from: 'dishes', localField: 'dishes', foreignField: '_id', as: 'found' })
        .end()
      const [{ found }] = list as [{ found: { _id: string }[] }]
      expect(found.map(({ _id }) => _id).sort()).toEqual(['rice', 'tea'])
    },
  },
  {
    name: 'aggregate: lookup, unwind and group work one after the other',
    async run(db) {
      const $ = db.command.aggregate
      await given(db, 'dishes', [
        { _id: 'tea', kind: 'drink' },
        { _id: 'rice', kind: 'food' },
      ])
      await given(db, 'items', [
        {
          lines: [
            { dish: 'tea', n: 2 },
            { dish: 'rice', n: 1 },
          ],
        },
        { lines: [{ dish: 'tea', n: 3 }] },
      ])
      const { list } = await db
        .collection('items')
        .aggregate()
        .unwind('$lines')
        .lookup({ from: 'dishes', localField: 'lines.dish', foreignField: '_id', as: 'dish' })
        .unwind('$dish')
        .group({ _id: '$dish.kind', sold: $.sum('$lines.n') })
        .sort({ sold: -1 })
        .end()
      expect(list).toEqual([
        { _id: 'drink', sold: 5 },
        { _id: 'food', sold: 1 },
      ])
    },
  },
]
