import fc from 'fast-check'
import type { Database } from '../../../localcloud/database/database'
import { compare, type Doc, matches, sorted } from './naiveModel'
import { collectionOf, openDatabase, removeFolders } from './openDatabase'

type Stage = { [name: string]: any }

const key = fc.oneof(fc.integer({ min: 0, max: 2 }), fc.constantFrom('x', 'y', null, true, new Date(7)))
const value = fc.oneof({ weight: 4, arbitrary: fc.integer({ min: -5, max: 5 }) }, fc.constantFrom(null, 'text'))
const documents = fc
  .array(fc.record({ k: key, v: value, l: fc.array(key, { maxLength: 3 }) }, { requiredKeys: [] }), { maxLength: 12 })
  .map((list) => list.map((fields, i): Doc => ({ _id: `d${String(i).padStart(2, '0')}`, ...fields })))

const match = fc.oneof(
  key.map((wanted) => ({ $match: { k: wanted } })),
  fc.integer({ min: -5, max: 5 }).map((least) => ({ $match: { v: { $gte: least } } })),
)
const unwind = fc
  .boolean()
  .map((preserveNullAndEmptyArrays) => ({ $unwind: { path: '$l', preserveNullAndEmptyArrays } }))
const flags = { $addFields: { late: { $gte: ['$v', '$k'] }, order: { $cmp: ['$k', '$v'] } } }
const group = fc.constantFrom('$k', '$l', '$v').map((by) => ({
  $group: {
    _id: by,
    sum: { $sum: '$v' },
    mean: { $avg: '$v' },
    least: { $min: '$v' },
    most: { $max: '$v' },
    count: { $sum: 1 },
    all: { $push: { id: '$_id', late: '$late', order: '$order' } },
  },
}))
/** In order, so that each stage finds what it works on. The last ones page through groups in the order of their keys. */
const pipeline = fc
  .tuple(
    fc.option(match, { nil: undefined }),
    fc.option(unwind, { nil: undefined }),
    fc.option(fc.constant(flags), { nil: undefined }),
    group,
    fc.nat({ max: 2 }),
    fc.integer({ min: 1, max: 5 }),
  )
  .map(([matched, unwound, flagged, grouped, $skip, $limit]): Stage[] => [
    ...[matched, unwound].filter((stage) => stage !== undefined),
    { $sort: { _id: 1 } },
    ...(flagged ? [flagged] : []),
    grouped,
    { $sort: { _id: 1 } },
    { $skip },
    { $limit },
  ])

/** MongoDB's stages said in the simplest way. */
function run(rows: Doc[], stage: Stage): Doc[] {
  const [[name, spec] = ['', undefined]] = Object.entries(stage)
  switch (name) {
    case '$match':
      return rows.filter((row) => matches(row, spec))
    case '$sort':
      return sorted(rows, Object.entries(spec) as [string, 1 | -1][])
    case '$skip':
      return rows.slice(spec)
    case '$limit':
      return rows.slice(0, spec)
    case '$unwind':
      return rows.flatMap((row) => unwound(row, spec.preserveNullAndEmptyArrays))
    case '$addFields':
      return rows.map((row) => ({ ...row, late: order(row.v, row.k) >= 0, order: Math.sign(order(row.k, row.v)) }))
    case '$group':
      return groups(rows, spec._id.slice(1))
  }
  throw new Error(`the model does not know ${name}`)
}

/** In an expression a missing field comes before null. */
function order(a: unknown, b: unknown): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  return compare(a, b)
}

function unwound({ l, ...rest }: Doc, keepEmpty: boolean): Doc[] {
  const items = Array.isArray(l) ? l : []
  if (items.length > 0) return items.map((item) => ({ ...rest, l: item }))
  return keepEmpty ? [rest] : []
}

function groups(rows: Doc[], field: string): Doc[] {
  const members = new Map<string, { key: unknown; rows: Doc[] }>()
  for (const row of rows) {
    const found = row[field] ?? null
    const name = JSON.stringify([found instanceof Date ? 'date' : typeof found, found])
    const entry = members.get(name) ?? { key: found, rows: [] }
    entry.rows.push(row)
    members.set(name, entry)
  }
  return [...members.values()].map(({ key: _id, rows: inside }) => {
    const numbers = inside.map(({ v }) => v).filter((v) => typeof v === 'number')
    const present = inside.map(({ v }) => v).filter((v) => v !== undefined && v !== null)
    const sum = numbers.reduce((total, v) => total + v, 0)
    present.sort(compare)
    return {
      _id,
      sum,
      mean: numbers.length === 0 ? null : sum / numbers.length,
      least: present[0] ?? null,
      most: present.at(-1) ?? null,
      count: inside.length,
      all: inside.map(({ _id: id, late, order }) => (late === undefined ? { id } : { id, late, order })),
    }
  })
}

describe('aggregations against a naive model', () => {
  let database: Database
  beforeAll(() => {
    const index = { name: 'k', fields: [{ field: 'k', direction: 1 as const }] }
    const collections = [{ name: 'items', permission: 'ADMINONLY' as const, indexes: [index] }]
    database = openDatabase({ collections })
  })
  afterAll(() => {
    database.close()
    removeFolders()
  })

  test('any chain of match, unwind, addFields, group, sort, skip and limit gives the same rows', async () => {
    const items = collectionOf(database, 'items')
    await fc.assert(
      fc.asyncProperty(documents, pipeline, async (all, stages) => {
        database.reset()
        if (all.length > 0) await items.insert(...all)
        expect(await items.aggregate(...stages)).toEqual(stages.reduce(run, all))
      }),
      { numRuns: 300 },
    )
  })
})
