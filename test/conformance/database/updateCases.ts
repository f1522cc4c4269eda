import { type DatabaseCase, given, one, raised, type SdkDatabase } from './databaseCase'

type Command = SdkDatabase['command']
type Row = { name: string; before: object; update: (command: Command, db: SdkDatabase) => object; after: object }

const ROWS: Row[] = [
  {
    name: 'sets plain fields and keeps the others',
    before: { a: 1, b: 2 },
    update: () => ({ a: 9 }),
    after: { a: 9, b: 2 },
  },
  {
    name: 'merges nested objects',
    before: { o: { x: 1, y: 2 } },
    update: () => ({ o: { x: 9 } }),
    after: { o: { x: 9, y: 2 } },
  },
  {
    name: 'replaces a nested object by set',
    before: { o: { x: 1, y: 2 } },
    update: (_) => ({ o: _.set({ x: 9 }) }),
    after: { o: { x: 9 } },
  },
  {
    name: 'makes objects along a dotted path',
    before: {},
    update: () => ({ 'a.b.c': 1 }),
    after: { a: { b: { c: 1 } } },
  },
  {
    name: 'sets an item of a list by its position',
    before: { l: [1, 2] },
    update: () => ({ 'l.1': 9 }),
    after: { l: [1, 9] },
  },
  {
    name: 'pads a list with null up to a position',
    before: { l: [1] },
    update: () => ({ 'l.3': 9 }),
    after: { l: [1, null, null, 9] },
  },
  { name: 'removes a field', before: { a: 1, b: 2 }, update: (_) => ({ a: _.remove() }), after: { b: 2 } },
  { name: 'stores null', before: { a: 1 }, update: () => ({ a: null }), after: { a: null } },
  { name: 'inc adds', before: { n: 1 }, update: (_) => ({ n: _.inc(2) }), after: { n: 3 } },
  { name: 'inc starts at zero', before: {}, update: (_) => ({ n: _.inc(-2) }), after: { n: -2 } },
  { name: 'mul multiplies', before: { n: 3 }, update: (_) => ({ n: _.mul(2) }), after: { n: 6 } },
  { name: 'mul of a missing field is zero', before: {}, update: (_) => ({ n: _.mul(2) }), after: { n: 0 } },
  {
    name: 'min keeps the smaller',
    before: { a: 5, b: 5 },
    update: (_) => ({ a: _.min(3), b: _.min(9) }),
    after: { a: 3, b: 5 },
  },
  {
    name: 'max keeps the larger',
    before: { a: 5, b: 5 },
    update: (_) => ({ a: _.max(3), b: _.max(9) }),
    after: { a: 5, b: 9 },
  },
  { name: 'rename moves a value', before: { a: 1 }, update: (_) => ({ a: _.rename('b') }), after: { b: 1 } },
  { name: 'push adds at the end', before: { l: [1] }, update: (_) => ({ l: _.push([2, 3]) }), after: { l: [1, 2, 3] } },
  { name: 'push makes the list', before: {}, update: (_) => ({ l: _.push([1]) }), after: { l: [1] } },
  {
    name: 'push at a position',
    before: { l: [1, 4] },
    update: (_) => ({ l: _.push({ each: [2, 3], position: 1 }) }),
    after: { l: [1, 2, 3, 4] },
  },
  {
    name: 'push sorts, then slices',
    before: { l: [{ n: 3 }, { n: 1 }] },
    update: (_) => ({ l: _.push({ each: [{ n: 2 }], sort: { n: 1 }, slice: 2 }) }),
    after: { l: [{ n: 1 }, { n: 2 }] },
  },
  {
    name: 'push keeps the last by a negative slice',
    before: { l: [1, 2] },
    update: (_) => ({ l: _.push({ each: [3], slice: -2 }) }),
    after: { l: [2, 3] },
  },
  {
    name: 'unshift adds at the front',
    before: { l: [3] },
    update: (_) => ({ l: _.unshift([1, 2]) }),
    after: { l: [1, 2, 3] },
  },
  { name: 'pop takes the last', before: { l: [1, 2] }, update: (_) => ({ l: _.pop() }), after: { l: [1] } },
  { name: 'shift takes the first', before: { l: [1, 2] }, update: (_) => ({ l: _.shift() }), after: { l: [2] } },
  { name: 'pull takes equal items', before: { l: [1, 2, 1] }, update: (_) => ({ l: _.pull(1) }), after: { l: [2] } },
  {
    name: 'pull takes items by a condition',
    before: { l: [1, 5, 9] },
    update: (_) => ({ l: _.pull(_.gte(5)) }),
    after: { l: [1] },
  },
  {
    name: 'pull takes objects by their fields',
    before: {
      l: [
        { a: 1, b: 1 },
        { a: 2, b: 1 },
      ],
    },
    update: (_) => ({ l: _.pull({ a: 1 }) }),
    after: { l: [{ a: 2, b: 1 }] },
  },
  {
    name: 'pullAll takes all of a list',
    before: { l: [1, 2, 3] },
    update: (_) => ({ l: _.pullAll([1, 3]) }),
    after: { l: [2] },
  },
  { name: 'addToSet adds once', before: { l: [1] }, update: (_) => ({ l: _.addToSet(1) }), after: { l: [1] } },
  {
    name: 'addToSet adds each that is new',
    before: { l: [1] },
    update: (_) => ({ l: _.addToSet({ $each: [1, 2] }) }),
    after: { l: [1, 2] },
  },
  {
    name: 'bit works on the bits of a number',
    before: { n: 13 },
    update: (_) => ({ n: _.bit({ and: 10 }) }),
    after: { n: 8 },
  },
  {
    name: 'set makes a list of what was an object',
    before: { o: { x: 1 } },
    update: (_) => ({ o: _.set([1]) }),
    after: { o: [1] },
  },
  {
    name: 'changes an object inside a list by its position',
    before: { l: [{ n: 1 }, { n: 2 }] },
    update: (_) => ({ 'l.1.n': _.inc(5) }),
    after: { l: [{ n: 1 }, { n: 7 }] },
  },
  {
    name: 'several operators at once',
    before: { n: 1, l: [] },
    update: (_) => ({ n: _.inc(1), l: _.push([1]), t: 'x' }),
    after: { n: 2, l: [1], t: 'x' },
  },
]

const REFUSED: { name: string; before: object; update: Row['update']; says: RegExp }[] = [
  { name: 'inc on a text', before: { n: 'x' }, update: (_) => ({ n: _.inc(1) }), says: /non-numeric type/ },
  { name: 'inc on null', before: { n: null }, update: (_) => ({ n: _.inc(1) }), says: /non-numeric type/ },
  { name: 'push on a number', before: { l: 1 }, update: (_) => ({ l: _.push([1]) }), says: /must be an array/ },
  { name: 'pop on a text', before: { l: 'x' }, update: (_) => ({ l: _.pop() }), says: /must be an array/ },
  { name: 'a path through a number', before: { a: 1 }, update: () => ({ 'a.b': 1 }), says: /Cannot create field 'b'/ },
  { name: 'a path through null', before: { a: null }, update: () => ({ 'a.b': 1 }), says: /Cannot create field 'b'/ },
  { name: 'mul on a list', before: { n: [] }, update: (_) => ({ n: _.mul(2) }), says: /non-numeric type/ },
  { name: 'addToSet on a text', before: { l: 'x' }, update: (_) => ({ l: _.addToSet(1) }), says: /array/ },
  { name: 'pull on a number', before: { l: 1 }, update: (_) => ({ l: _.pull(1) }), says: /array/ },
  {
    name: 'a name as the position in a list',
    before: { l: [1] },
    update: () => ({ 'l.x': 1 }),
    says: /Cannot create field 'x'/,
  },
]

const rowCases: DatabaseCase[] = ROWS.map(({ name, before, update, after }) => ({
  name: `update: ${name}`,
  async run(db) {
    await given(db, 'items', [{ _id: 'x', ...before }])
    await db
      .collection('items')
      .doc('x')
      .update({ data: update(db.command, db) })
    expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', ...after })
  },
}))

const refusedCases: DatabaseCase[] = REFUSED.map(({ name, before, update, says }) => ({
  name: `update refuses ${name} and writes nothing`,
  async run(db) {
    await given(db, 'items', [{ _id: 'x', ...before }])
    const error = await raised(
      db
        .collection('items')
        .doc('x')
        .update({ data: { other: 1, ...update(db.command, db) } }),
    )
    expect(error.errCode).toBe(-502001)
    expect(error.errMsg).toMatch(says)
    expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', ...before })
  },
}))

const otherCases: DatabaseCase[] = [
  {
    name: 'update of a document that is not there updates nothing',
    async run(db) {
      expect(
        await db
          .collection('items')
          .doc('none')
          .update({ data: { a: 1 } }),
      ).toMatchObject({ stats: { updated: 0 } })
      expect(await db.collection('items').count()).toMatchObject({ total: 0 })
    },
  },
  {
    name: 'where().update changes every document that matches and says how many',
    async run(db) {
      await given(
        db,
        'items',
        [1, 2, 3].map((n) => ({ _id: `n${n}`, n })),
      )
      const { gte, inc } = db.command
      const result = await db
        .collection('items')
        .where({ n: gte(2) })
        .update({ data: { n: inc(10) } })
      expect(result).toMatchObject({ stats: { updated: 2 } })
      const { data } = await db.collection('items').orderBy('n', 'asc').get()
      expect(data.map(({ n }) => n)).toEqual([1, 12, 13])
    },
  },
  {
    name: 'a document that already is as asked does not count as updated',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', a: 1 }])
      expect(
        await db
          .collection('items')
          .doc('x')
          .update({ data: { a: 1 } }),
      ).toMatchObject({ stats: { updated: 0 } })
    },
  },
  {
    name: 'set replaces the whole document and keeps its _id',
    async run(db) {
      await given(db, 'items', [{ _id: 'x', a: 1 }])
      const result = await db
        .collection('items')
        .doc('x')
        .set({ data: { b: 2 } })
      expect(result).toMatchObject({ stats: { updated: 1, created: 0 } })
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', b: 2 })
    },
  },
  {
    name: 'set makes a document that is not there',
    async run(db) {
      const result = await db
        .collection('items')
        .doc('x')
        .set({ data: { b: 2 } })
      expect(result).toMatchObject({ _id: 'x', stats: { updated: 0, created: 1 } })
      expect(await one(db, 'items', 'x')).toEqual({ _id: 'x', b: 2 })
    },
  },
  {
    name: 'a server date in an update is the cloud time plus its offset',
    async run(db) {
      await given(db, 'items', [{ _id: 'x' }])
      await db
        .collection('items')
        .doc('x')
        .update({ data: { a: db.serverDate(), b: { c: db.serverDate({ offset: 60_000 }) } } })
      const { a, b } = (await one(db, 'items', 'x')) as { a: Date; b: { c: Date } }
      expect(b.c.getTime() - a.getTime()).toBe(60_000)
    },
  },
]

export const updateCases: DatabaseCase[] = [...rowCases, ...refusedCases, ...otherCases]
