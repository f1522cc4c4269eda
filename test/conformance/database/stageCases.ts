import { type DatabaseCase, given, raised, type SdkAggregate, type SdkDatabase } from './databaseCase'

type Row = {
  name: string
  documents?: object[]
  stages: (rows: SdkAggregate, db: SdkDatabase) => SdkAggregate
  list: unknown
}

const SALES = [
  { _id: 'a', shop: 'east', yuan: 10, at: new Date('2026-01-01T15:00:00Z'), tags: ['hot', 'new'] },
  { _id: 'b', shop: 'west', yuan: 25, at: new Date('2026-01-01T17:00:00Z'), tags: ['hot'] },
  { _id: 'c', shop: 'east', yuan: 30, at: new Date('2026-01-02T17:00:00Z'), tags: [] },
  { _id: 'd', shop: 'east', yuan: 48, at: new Date('2026-01-03T01:00:00Z') },
]

const STAGES: Row[] = [
  {
    name: 'addFields adds beside what is there',
    stages: (rows, { command }) =>
      rows.match({ _id: 'a' }).addFields({ twice: command.aggregate.multiply(['$yuan', 2]) }),
    list: [{ ...SALES[0], twice: 20 }],
  },
  {
    name: 'bucket sorts into ranges, the rest into its default',
    stages: (rows, { command }) =>
      rows.bucket({
        groupBy: '$yuan',
        boundaries: [0, 20, 40],
        default: 'more',
        output: { count: command.aggregate.sum(1), most: command.aggregate.max('$yuan') },
      }),
    list: [
      { _id: 0, count: 1, most: 10 },
      { _id: 20, count: 2, most: 30 },
      { _id: 'more', count: 1, most: 48 },
    ],
  },
  {
    name: 'bucketAuto makes ranges of equal size by itself',
    stages: (rows) => rows.bucketAuto({ groupBy: '$yuan', buckets: 2 }),
    list: [
      { _id: { min: 10, max: 30 }, count: 2 },
      { _id: { min: 30, max: 48 }, count: 2 },
    ],
  },
  {
    name: 'count names its own field',
    stages: (rows) => rows.match({ shop: 'east' }).count('sales'),
    list: [{ sales: 3 }],
  },
  {
    name: 'group by several fields',
    stages: (rows, { command: { aggregate: $ } }) =>
      rows
        .group({ _id: { shop: '$shop', day: $.dayOfMonth('$at') }, yuan: $.sum('$yuan') })
        .sort({ '_id.shop': 1, '_id.day': 1 }),
    list: [
      { _id: { shop: 'east', day: 1 }, yuan: 10 },
      { _id: { shop: 'east', day: 2 }, yuan: 30 },
      { _id: { shop: 'east', day: 3 }, yuan: 48 },
      { _id: { shop: 'west', day: 1 }, yuan: 25 },
    ],
  },
  {
    name: 'group knows first, last, min, max, avg and push',
    stages: (rows, { command: { aggregate: $ } }) =>
      rows.sort({ yuan: 1 }).group({
        _id: null,
        first: $.first('$_id'),
        last: $.last('$_id'),
        min: $.min('$yuan'),
        max: $.max('$yuan'),
        avg: $.avg('$yuan'),
        all: $.push('$yuan'),
      }),
    list: [{ _id: null, first: 'a', last: 'd', min: 10, max: 48, avg: 28.25, all: [10, 25, 30, 48] }],
  },
  {
    name: 'group knows addToSet and mergeObjects',
    documents: [
      { k: 1, o: { a: 1 } },
      { k: 1, o: { b: 2 } },
    ],
    stages: (rows, { command: { aggregate: $ } }) =>
      rows.group({ _id: null, keys: $.addToSet('$k'), all: $.mergeObjects('$o') }),
    list: [{ _id: null, keys: [1], all: { a: 1, b: 2 } }],
  },
  {
    name: 'group knows the two standard deviations',
    documents: [2, 4, 4, 4, 5, 5, 7, 9].map((n) => ({ n })),
    stages: (rows, { command: { aggregate: $ } }) =>
      rows
        .group({ _id: null, all: $.stdDevPop('$n'), sample: $.stdDevSamp('$n') })
        .project({ _id: 0, all: 1, sample: $.floor($.multiply(['$sample', 1000])) }),
    list: [{ all: 2, sample: 2138 }],
  },
  {
    name: 'group by days of the shop’s zone',
    stages: (rows, { command: { aggregate: $ } }) =>
      rows
        .group({
          _id: $.dateToString({ date: '$at', format: '%m-%d', timezone: 'Asia/Shanghai' }),
          yuan: $.sum('$yuan'),
        })
        .sort({ _id: 1 }),
    list: [
      { _id: '01-01', yuan: 10 },
      { _id: '01-02', yuan: 25 },
      { _id: '01-03', yuan: 78 },
    ],
  },
  {
    name: 'project keeps, drops and renames',
    stages: (rows) => rows.match({ _id: 'b' }).project({ _id: 0, yuan: 1, where: '$shop' }),
    list: [{ yuan: 25, where: 'west' }],
  },
  {
    name: 'project with zeros keeps the rest',
    stages: (rows) => rows.match({ _id: 'b' }).project({ at: 0, tags: 0 }),
    list: [{ _id: 'b', shop: 'west', yuan: 25 }],
  },
  {
    name: 'replaceRoot puts a part in place of the whole',
    documents: [{ _id: 1, part: { a: 1 } }],
    stages: (rows) => rows.replaceRoot({ newRoot: '$part' }),
    list: [{ a: 1 }],
  },
  {
    name: 'unwind drops documents without the list, or keeps them when asked',
    stages: (rows) =>
      rows
        .unwind({ path: '$tags', preserveNullAndEmptyArrays: true, includeArrayIndex: 'place' })
        .project({ tags: 1, place: 1 }),
    list: [
      { _id: 'a', tags: 'hot', place: 0 },
      { _id: 'a', tags: 'new', place: 1 },
      { _id: 'b', tags: 'hot', place: 0 },
      { _id: 'c', place: null },
      { _id: 'd', place: null },
    ],
  },
  {
    name: 'unwind gives one row for each item',
    stages: (rows) => rows.unwind('$tags').project({ tags: 1 }),
    list: [
      { _id: 'a', tags: 'hot' },
      { _id: 'a', tags: 'new' },
      { _id: 'b', tags: 'hot' },
    ],
  },
  {
    name: 'match by expression compares two fields',
    documents: [
      { _id: 'over', spent: 9, budget: 5 },
      { _id: 'under', spent: 3, budget: 5 },
    ],
    stages: (rows, { command }) =>
      rows.match(command.expr(command.aggregate.gt(['$spent', '$budget']))).project({ _id: 1 }),
    list: [{ _id: 'over' }],
  },
  {
    name: 'match after group asks of the groups',
    stages: (rows, { command }) =>
      rows.group({ _id: '$shop', yuan: command.aggregate.sum('$yuan') }).match({ yuan: command.gt(50) }),
    list: [{ _id: 'east', yuan: 88 }],
  },
  {
    name: 'sort by a list goes by its smallest item, falling by its largest',
    documents: [
      { _id: 'a', l: [2, 3] },
      { _id: 'b', l: [1, 9] },
      { _id: 'c', l: [5] },
    ],
    stages: (rows, { command: { aggregate: $ } }) =>
      rows
        .addFields({ l: $.concatArrays(['$l', []]) })
        .sort({ l: -1 })
        .project({ _id: 1 }),
    list: [{ _id: 'b' }, { _id: 'c' }, { _id: 'a' }],
  },
  {
    name: 'sort by several fields, one of them falling',
    stages: (rows) => rows.sort({ shop: -1, yuan: -1 }).project({ _id: 1 }),
    list: [{ _id: 'b' }, { _id: 'd' }, { _id: 'c' }, { _id: 'a' }],
  },
]

const stageCases: DatabaseCase[] = STAGES.map(({ name, documents = SALES, stages, list }) => ({
  name: `aggregate: ${name}`,
  async run(db) {
    await given(db, 'items', documents)
    expect((await stages(db.collection('items').aggregate(), db).end()).list).toEqual(list)
  },
}))

/** A stage that the SDK has no word for, as it would go over the wire. */
function withStage(rows: SdkAggregate, stageKey: string, stageValue: string): SdkAggregate {
  const { _aggregate } = rows as unknown as { _aggregate: { _stages: object[] } }
  _aggregate._stages.push({ stageKey, stageValue })
  return rows
}

const otherCases: DatabaseCase[] = [
  {
    name: 'aggregate: sample takes that many, each once',
    async run(db) {
      await given(db, 'items', SALES)
      const { list } = await db.collection('items').aggregate().sample({ size: 3 }).end()
      expect(new Set(list.map(({ _id }) => _id)).size).toBe(3)
    },
  },
  {
    name: 'aggregate: a stage that does not exist is refused by name',
    async run(db) {
      const error = await raised(withStage(db.collection('items').aggregate(), '$teleport', '{}').end())
      expect(error.errMsg).toContain('$teleport')
    },
  },
  {
    name: 'aggregate: arithmetic on a text is an error, not null',
    async run(db) {
      await given(db, 'items', [{ text: 'x' }])
      const $ = db.command.aggregate
      const error = await raised(
        db
          .collection('items')
          .aggregate()
          .project({ n: $.add(['$text', 1]) })
          .end(),
      )
      expect(error.errMsg).toMatch(/\$add/)
    },
  },
  {
    name: 'aggregate: a result is not written anywhere',
    async run(db) {
      await given(db, 'items', [{ _id: 'x' }])
      const error = await raised(withStage(db.collection('items').aggregate(), '$out', '"dishes"').end())
      expect(error.errMsg).toContain('$out')
      expect(await db.collection('dishes').count()).toMatchObject({ total: 0 })
    },
  },
]

export const aggregateStageCases: DatabaseCase[] = [...stageCases, ...otherCases]
