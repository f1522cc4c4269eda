import fc from 'fast-check'
import type { CollectionSpec } from '../../../database/collections'
import type { Database } from '../../../localcloud/database/database'
import { type Doc, matches, sorted, updated } from './naiveModel'
import { collectionOf, openDatabase, removeFolders } from './openDatabase'

const index = (unique: boolean, ...fields: [string, 1 | -1][]) => ({
  name: fields.map(([field, direction]) => `${field}${direction}`).join(),
  fields: fields.map(([field, direction]) => ({ field, direction })),
  unique,
})

const COLLECTIONS: CollectionSpec[] = [
  { name: 'plain', permission: 'ADMINONLY', indexes: [] },
  {
    name: 'indexed',
    permission: 'ADMINONLY',
    indexes: [
      index(false, ['a', 1]),
      index(false, ['b', -1], ['a', 1]),
      index(false, ['o.n', 1]),
      index(false, ['l', 1], ['a', -1]),
    ],
  },
  // Here any field may become a list, and MongoDB refuses an index over two lists.
  {
    name: 'changing',
    permission: 'ADMINONLY',
    indexes: [index(false, ['a', 1]), index(false, ['l', -1]), index(false, ['b', -1], ['o.n', 1])],
  },
]

const scalar = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.constantFrom('', 'x', 'y'),
  fc.constantFrom(null, true, false),
  fc.integer({ min: 0, max: 2 }).map((ms) => new Date(ms)),
)
const someFields = fc.record(
  {
    a: scalar,
    b: scalar,
    l: fc.oneof(fc.array(scalar, { maxLength: 3 }), scalar),
    o: fc.record({ n: scalar }, { requiredKeys: [] }),
  },
  { requiredKeys: [] },
)
const documents = fc
  .array(someFields, { maxLength: 12 })
  .map((list) => list.map((fields, i) => ({ _id: `d${String(i).padStart(2, '0')}`, ...fields })))

const field = fc.constantFrom('a', 'b', 'l', 'o.n')
/** Comparisons with null are left out: mingo and MongoDB agree, the simple model would need a special case. */
const comparable = scalar.filter((value) => value !== null)
const condition = fc.oneof(
  scalar,
  scalar.map((value) => ({ $ne: value })),
  fc.array(scalar, { maxLength: 3 }).map((values) => ({ $in: values })),
  fc.array(scalar, { maxLength: 3 }).map((values) => ({ $nin: values })),
  fc.boolean().map((there) => ({ $exists: there })),
  fc.tuple(fc.constantFrom('$gt', '$gte'), comparable).map(([operator, value]) => ({ [operator]: value })),
  fc.tuple(comparable, comparable).map(([low, high]) => ({ $gte: low, $lt: high })),
)
const fieldQuery = fc.tuple(field, condition).map(([name, wanted]) => ({ [name]: wanted }))
const idQuery = fc.oneof(
  fc.integer({ min: 0, max: 12 }).map((i) => ({ _id: `d${String(i).padStart(2, '0')}` })),
  fc.integer({ min: 0, max: 12 }).map((i) => ({ _id: { $gt: `d${String(i).padStart(2, '0')}` } })),
)
const query = fc.oneof(
  { weight: 3, arbitrary: fieldQuery },
  { weight: 1, arbitrary: idQuery },
  fc.array(fieldQuery, { minLength: 1, maxLength: 3 }).map((parts) => ({ $and: parts })),
  fc.array(fieldQuery, { minLength: 1, maxLength: 3 }).map((parts) => ({ $or: parts })),
  fc.tuple(fieldQuery, fieldQuery, idQuery).map(([a, b, c]) => ({ ...a, ...b, ...c })),
)
/** The `_id` at the end makes every order total, so that both sides must agree on each place. */
const sort = fc
  .uniqueArray(fc.tuple(field, fc.constantFrom<1 | -1>(1, -1)), { maxLength: 2, selector: ([name]) => name })
  .map((parts): [string, 1 | -1][] => [...parts, ['_id', 1]])

describe('the database against a naive model', () => {
  let database: Database
  beforeAll(() => {
    database = openDatabase({ collections: COLLECTIONS })
  })
  afterAll(() => {
    database.close()
    removeFolders()
  })

  test.each(['plain', 'indexed'])(
    'any query on the %s collection finds, counts, orders and pages the same',
    async (name) => {
      const collection = collectionOf(database, name)
      const page = fc.record({ offset: fc.integer({ min: 0, max: 3 }), limit: fc.integer({ min: 1, max: 20 }) })
      await fc.assert(
        fc.asyncProperty(documents, query, sort, page, async (all, where, order, { offset, limit }) => {
          database.reset()
          if (all.length > 0) await collection.insert(...all)
          const expected = all.filter((doc) => matches(doc, where))
          expect(await collection.count(where)).toBe(expected.length)
          expect(await collection.find({ where })).toHaveLength(expected.length)
          const found = await collection.find({ where, order: Object.fromEntries(order), offset, limit })
          expect(found).toEqual(sorted(expected, order).slice(offset, offset + limit))
          // Without the tie-break an index may give the order: the sort keys must still come in the same sequence.
          const loose = order.slice(0, -1)
          const walked = await collection.find({ where, order: Object.fromEntries(loose) })
          expect(sorted(walked, loose)).toEqual(walked)
          expect(sorted(walked, [['_id', 1]])).toEqual(expected)
        }),
        { numRuns: 300 },
      )
    },
  )

  test('any sequence of updates and removals leaves the same documents, and indexes that find them', async () => {
    const collection = collectionOf(database, 'changing')
    const step = fc.record({
      id: fc.integer({ min: 0, max: 5 }).map((i) => `d${String(i).padStart(2, '0')}`),
      operator: fc.constantFrom(
        '$set',
        '$unset',
        '$inc',
        '$min',
        '$max',
        '$push',
        '$addToSet',
        '$pull',
        '$pop',
        'remove',
      ),
      name: fc.constantFrom('a', 'b', 'l'),
      value: scalar,
      number: fc.integer({ min: -3, max: 3 }),
    })
    await fc.assert(
      fc.asyncProperty(documents, fc.array(step, { maxLength: 15 }), fieldQuery, async (all, steps, where) => {
        database.reset()
        if (all.length > 0) await collection.insert(...all)
        let model: Doc[] = all
        for (const { id, operator, name, value, number } of steps) {
          const old = model.find(({ _id }) => _id === id)
          if (operator === 'remove') {
            expect(await collection.remove({ _id: id })).toBe(old ? 1 : 0)
            model = model.filter((doc) => doc !== old)
            continue
          }
          const operand = operator === '$inc' ? number : operator === '$pop' ? 1 : value
          const next = old && updated(old, operator, name, operand)
          const outcome = await collection
            .update({ _id: id }, { [operator]: { [name]: operand } })
            .catch(() => 'refused')
          if (old && !next) expect(outcome).toBe('refused')
          else
            expect(outcome).toMatchObject({
              updated: old && JSON.stringify(ordered(old)) !== JSON.stringify(ordered(next)) ? 1 : 0,
            })
          if (old && next) model = model.map((doc) => (doc === old ? next : doc))
        }
        expect(await collection.find({ order: { _id: 1 } })).toEqual(sorted(model, [['_id', 1]]))
        expect(await collection.find({ where, order: { _id: 1 } })).toEqual(
          sorted(model, [['_id', 1]]).filter((doc) => matches(doc, where)),
        )
      }),
      { numRuns: 150 },
    )
  })
})

/** Fields by name: the order in which they were added is not the model's business. */
function ordered(doc: Doc | undefined): unknown {
  return Object.entries(doc ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))
}
