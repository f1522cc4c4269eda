import { type DatabaseCase, given, ids, type SdkDatabase } from './databaseCase'

type Command = SdkDatabase['command']

type Row = {
  name: string
  documents: object[]
  where: (command: Command, db: SdkDatabase) => object
  finds: string[]
}

const NUMBERS = [1, 2, 3, 4, 5].map((n) => ({ _id: `n${n}`, n }))
const MIXED = [
  { _id: 'number', v: 5 },
  { _id: 'text', v: 'five' },
  { _id: 'null', v: null },
  { _id: 'missing' },
  { _id: 'date', v: new Date(5) },
  { _id: 'yes', v: true },
]
const LISTS = [
  { _id: 'none', tags: [] },
  { _id: 'a', tags: ['a'] },
  { _id: 'ab', tags: ['a', 'b'] },
  { _id: 'text', tags: 'a' },
]
const ORDERS = [
  { _id: 'small', items: [{ dish: 'tea', count: 1 }], shop: { city: 'Xiamen' } },
  {
    _id: 'large',
    items: [
      { dish: 'tea', count: 5 },
      { dish: 'rice', count: 1 },
    ],
    shop: { city: 'Beijing' },
  },
]

const ROWS: Row[] = [
  { name: 'equality by a plain value', documents: NUMBERS, where: () => ({ n: 3 }), finds: ['n3'] },
  { name: 'eq', documents: NUMBERS, where: (_) => ({ n: _.eq(3) }), finds: ['n3'] },
  {
    name: 'neq, which also finds what lacks the field',
    documents: MIXED,
    where: (_) => ({ v: _.neq(5) }),
    finds: ['text', 'null', 'missing', 'date', 'yes'],
  },
  { name: 'gt', documents: NUMBERS, where: (_) => ({ n: _.gt(3) }), finds: ['n4', 'n5'] },
  { name: 'gte', documents: NUMBERS, where: (_) => ({ n: _.gte(3) }), finds: ['n3', 'n4', 'n5'] },
  { name: 'lt', documents: NUMBERS, where: (_) => ({ n: _.lt(3) }), finds: ['n1', 'n2'] },
  { name: 'lte', documents: NUMBERS, where: (_) => ({ n: _.lte(3) }), finds: ['n1', 'n2', 'n3'] },
  {
    name: 'gt and lt on one field',
    documents: NUMBERS,
    where: (_) => ({ n: _.gt(1).and(_.lt(4)) }),
    finds: ['n2', 'n3'],
  },
  { name: 'or on one field', documents: NUMBERS, where: (_) => ({ n: _.lt(2).or(_.gt(4)) }), finds: ['n1', 'n5'] },
  {
    name: 'or over whole conditions',
    documents: NUMBERS,
    where: (_) => _.or([{ n: 1 }, { _id: 'n4' }]),
    finds: ['n1', 'n4'],
  },
  {
    name: 'and over whole conditions',
    documents: NUMBERS,
    where: (_) => _.and([{ n: _.gt(1) }, { n: _.lt(3) }]),
    finds: ['n2'],
  },
  { name: 'nor', documents: NUMBERS, where: (_) => _.nor([{ n: _.lt(3) }, { n: 5 }]), finds: ['n3', 'n4'] },
  { name: 'not', documents: NUMBERS, where: (_) => ({ n: _.not(_.gt(2)) }), finds: ['n1', 'n2'] },
  { name: 'in', documents: NUMBERS, where: (_) => ({ n: _.in([2, 4, 9]) }), finds: ['n2', 'n4'] },
  { name: 'nin', documents: NUMBERS, where: (_) => ({ n: _.nin([1, 2, 3]) }), finds: ['n4', 'n5'] },
  { name: 'mod', documents: NUMBERS, where: (_) => ({ n: _.mod(2, 0) }), finds: ['n2', 'n4'] },
  {
    name: 'a comparison, which stays inside the type of its operand',
    documents: MIXED,
    where: (_) => ({ v: _.gt(0) }),
    finds: ['number'],
  },
  { name: 'a comparison of dates', documents: MIXED, where: (_) => ({ v: _.lte(new Date(5)) }), finds: ['date'] },
  {
    name: 'null, which also finds what lacks the field',
    documents: MIXED,
    where: () => ({ v: null }),
    finds: ['null', 'missing'],
  },
  { name: 'exists', documents: MIXED, where: (_) => ({ v: _.exists(false) }), finds: ['missing'] },
  { name: 'a value inside a list', documents: LISTS, where: () => ({ tags: 'a' }), finds: ['a', 'ab', 'text'] },
  { name: 'a whole list', documents: LISTS, where: (_) => ({ tags: _.eq(['a', 'b']) }), finds: ['ab'] },
  { name: 'all', documents: LISTS, where: (_) => ({ tags: _.all(['b', 'a']) }), finds: ['ab'] },
  { name: 'size', documents: LISTS, where: (_) => ({ tags: _.size(1) }), finds: ['a'] },
  {
    name: 'elemMatch',
    documents: ORDERS,
    where: (_) => ({ items: _.elemMatch({ dish: 'tea', count: _.gt(2) }) }),
    finds: ['large'],
  },
  { name: 'a dotted path', documents: ORDERS, where: () => ({ 'shop.city': 'Xiamen' }), finds: ['small'] },
  {
    name: 'a nested object as dotted paths',
    documents: ORDERS,
    where: () => ({ shop: { city: 'Beijing' } }),
    finds: ['large'],
  },
  {
    name: 'a path through a list of objects',
    documents: ORDERS,
    where: () => ({ 'items.dish': 'rice' }),
    finds: ['large'],
  },
  { name: 'a path with a position', documents: ORDERS, where: () => ({ 'items.1.dish': 'rice' }), finds: ['large'] },
  { name: 'a pattern', documents: ORDERS, where: () => ({ 'shop.city': /^xia/i }), finds: ['small'] },
  {
    name: 'an expression that compares two fields',
    documents: [
      { _id: 'over', spent: 9, budget: 5 },
      { _id: 'under', spent: 3, budget: 5 },
    ],
    where: (_) => _.expr(_.aggregate.gt(['$spent', '$budget'])),
    finds: ['over'],
  },
  {
    name: 'a date inside a range of dates',
    documents: [1, 2, 3].map((day) => ({ _id: `d${day}`, at: new Date(Date.UTC(2026, 0, day)) })),
    where: (_) => ({ at: _.gte(new Date('2026-01-02T00:00:00Z')).and(_.lt(new Date('2026-01-03T00:00:00Z'))) }),
    finds: ['d2'],
  },
  {
    name: 'ids in a list',
    documents: NUMBERS,
    where: (_) => ({ _id: _.in(['n4', 'n2', 'none']) }),
    finds: ['n2', 'n4'],
  },
  {
    name: 'a field that exists, null or not',
    documents: MIXED,
    where: (_) => ({ v: _.exists(true) }),
    finds: ['number', 'text', 'null', 'date', 'yes'],
  },
  { name: 'an empty list by its size', documents: LISTS, where: (_) => ({ tags: _.size(0) }), finds: ['none'] },
  {
    name: 'a pattern made by db.RegExp',
    documents: ORDERS,
    where: (_, db) => ({ 'shop.city': db.RegExp({ regexp: 'JING$', options: 'i' }) }),
    finds: ['large'],
  },
]

/** Each row is asked as a list of documents and as a count: they must agree. */
export const queryCases: DatabaseCase[] = ROWS.map(({ name, documents, where, finds }) => ({
  name: `where finds by ${name}`,
  async run(db) {
    await given(db, 'items', documents)
    const query = db.collection('items').where(where(db.command, db))
    expect(await ids(query)).toEqual(finds)
    expect(await query.count()).toMatchObject({ total: finds.length })
  },
}))
