import type { Database } from '../../../localcloud/database/database'
import { collectionOf, ejson, openDatabase, refusal, removeFolders } from './openDatabase'

const COLLECTIONS = [{ name: 'items', permission: 'ADMINONLY' as const, indexes: [] }]

let database: Database
beforeAll(async () => {
  database = openDatabase({ collections: COLLECTIONS })
  await collectionOf(database, 'items').insert({ _id: 'x', n: 1, list: [] })
})
afterAll(() => {
  database.close()
  removeFolders()
})

const get = { action: 'database.getDocument', collectionName: 'items', queryType: 'WHERE' }
const modify = {
  action: 'database.modifyDocument',
  collectionName: 'items',
  queryType: 'WHERE',
  multi: true,
  merge: true,
}
const insert = { action: 'database.insertDocument', collectionName: 'items' }
const aggregate = { action: 'database.aggregateDocuments', collectionName: 'items' }

const ROWS: [string, Record<string, unknown>, string, RegExp][] = [
  ['an action that does not exist', { action: 'database.dropEverything' }, 'INVALID_PARAM', /database.dropEverything/],
  ['an action named like a built-in', { action: 'toString' }, 'INVALID_PARAM', /unknown action/],
  ['no action', {}, 'INVALID_PARAM', /unknown action/],
  ['no collection', { ...get, collectionName: undefined }, 'INVALID_PARAM', /collectionName/],
  ['an object as the collection', { ...get, collectionName: {} }, 'INVALID_PARAM', /collectionName/],
  ['a query that is no text', { ...get, query: { n: 1 } }, 'INVALID_PARAM', /query must be a text/],
  ['a query that is no JSON', { ...get, query: '{n:1}' }, 'INVALID_PARAM', /query is not JSON/],
  ['a query that is a list', { ...get, query: '[]' }, 'INVALID_PARAM', /query must be an object/],
  ['a negative offset', { ...get, offset: -1 }, 'INVALID_PARAM', /offset/],
  ['half a limit', { ...get, limit: 1.5 }, 'INVALID_PARAM', /limit/],
  ['an order that is no direction', { ...get, order: '{"n":"up"}' }, 'INVALID_PARAM', /order of "n"/],
  ['a single document without _id', { ...get, queryType: 'DOC', query: '{}' }, 'INVALID_PARAM', /\{_id: value\}/],
  [
    'operators in place of an _id',
    { ...get, queryType: 'DOC', query: '{"_id":{"$ne":null}}' },
    'INVALID_PARAM',
    /\{_id: value\}/,
  ],
  ['a projection that mixes yes and no', { ...get, projection: '{"a":1,"b":0}' }, 'DATABASE_REQUEST_FAILED', /./],
  [
    'an operator that does not exist',
    { ...get, query: '{"n":{"$almost":1}}' },
    'DATABASE_INVALID_OPERRATOR',
    /\$almost/,
  ],
  [
    'a top-level operator that does not exist',
    { ...get, query: '{"$almost":1}' },
    'DATABASE_INVALID_OPERRATOR',
    /\$almost/,
  ],
  ['a script in a query', { ...get, query: '{"$where":"true"}' }, 'DATABASE_INVALID_OPERRATOR', /\$where.*scripts/],
  [
    'a script deep in a query',
    { ...get, query: '{"$or":[{"$expr":{"$function":{}}}]}' },
    'DATABASE_INVALID_OPERRATOR',
    /\$function/,
  ],
  [
    'a geo query',
    { ...get, query: '{"at":{"$nearSphere":{}}}' },
    'DATABASE_INVALID_OPERRATOR',
    /\$nearSphere.*geo index/,
  ],
  ['documents that are no list', { ...insert, data: '{}' }, 'INVALID_PARAM', /data/],
  ['no documents', { ...insert, data: [] }, 'INVALID_PARAM', /data/],
  ['a document that is a number', { ...insert, data: ['1'] }, 'INVALID_PARAM', /data must be an object/],
  ['null as an _id', { ...insert, data: ['{"_id":null}'] }, 'DATABASE_REQUEST_FAILED', /null for _id/],
  ['a list as an _id', { ...insert, data: ['{"_id":[1]}'] }, 'DATABASE_REQUEST_FAILED', /for _id/],
  ['a dollar field', { ...insert, data: ['{"a":{"$b":1}}'] }, 'DATABASE_REQUEST_FAILED', /'\$b'/],
  ['an update without operators', { ...modify, data: '{}' }, 'DATABASE_REQUEST_FAILED', /at least one element/],
  ['an update of plain fields', { ...modify, data: '{"n":2}' }, 'DATABASE_INVALID_OPERRATOR', /Unknown modifier: n/],
  [
    'an update operator that does not exist',
    { ...modify, data: '{"$grow":{"n":1}}' },
    'DATABASE_INVALID_OPERRATOR',
    /\$grow/,
  ],
  [
    'an update operator named like a built-in',
    { ...modify, data: '{"toString":{"n":1}}' },
    'DATABASE_INVALID_OPERRATOR',
    /toString/,
  ],
  [
    'a dollar field in a replacement',
    { ...modify, merge: false, data: '{"a":{"$b":1}}' },
    'DATABASE_REQUEST_FAILED',
    /'\$b'/,
  ],
  ['a dollar field in a set', { ...modify, data: '{"$set":{"a":{"$b":1}}}' }, 'DATABASE_REQUEST_FAILED', /'\$b'/],
  [
    'a dollar field in a push',
    { ...modify, data: '{"$push":{"a":{"$each":[{"$b":1}]}}}' },
    'DATABASE_REQUEST_FAILED',
    /'\$b'/,
  ],
  [
    'a position beyond reason',
    { ...modify, data: '{"$set":{"list.99999999":1}}' },
    'DATABASE_REQUEST_FAILED',
    /99999999/,
  ],
  [
    'two operators on one path',
    { ...modify, data: '{"$set":{"n":1},"$inc":{"n":1}}' },
    'DATABASE_REQUEST_FAILED',
    /conflict at 'n'/,
  ],
  [
    'operators on a path and below it',
    { ...modify, data: '{"$set":{"o":1,"o.p":1}}' },
    'DATABASE_REQUEST_FAILED',
    /conflict at 'o'/,
  ],
  ['a changed _id', { ...modify, data: '{"$set":{"_id":"y"}}' }, 'DATABASE_REQUEST_FAILED', /immutable field '_id'/],
  [
    'a changed _id in a replacement',
    { ...modify, merge: false, data: '{"_id":"y"}' },
    'DATABASE_REQUEST_FAILED',
    /_id/,
  ],
  ['a positional path', { ...modify, data: '{"$set":{"l.$.n":1}}' }, 'DATABASE_REQUEST_FAILED', /positional operator/],
  [
    'an empty field name in a path',
    { ...modify, data: '{"$set":{"a..b":1}}' },
    'DATABASE_REQUEST_FAILED',
    /empty field name/,
  ],
  ['inc by a text', { ...modify, data: '{"$inc":{"n":"1"}}' }, 'DATABASE_REQUEST_FAILED', /non-numeric argument/],
  ['a flag that is a text', { ...modify, data: '{"$inc":{"n":1}}', multi: 'yes' }, 'INVALID_PARAM', /multi/],
  [
    'an unknown clause of push',
    { ...modify, data: '{"$push":{"l":{"$each":[1],"$twice":1}}}' },
    'DATABASE_REQUEST_FAILED',
    /\$twice/,
  ],
  ['stages that are no list', { ...aggregate, stages: {} }, 'INVALID_PARAM', /stages/],
  ['a stage without a value', { ...aggregate, stages: [{ stageKey: '$match' }] }, 'INVALID_PARAM', /stages\[0\]/],
  [
    'a stage that does not exist',
    { ...aggregate, stages: [{ stageKey: '$explode', stageValue: '{}' }] },
    'DATABASE_INVALID_OPERRATOR',
    /\$explode/,
  ],
  [
    'an aggregation that writes',
    { ...aggregate, stages: [{ stageKey: '$out', stageValue: '"items"' }] },
    'DATABASE_INVALID_OPERRATOR',
    /\$out/,
  ],
  [
    'an expression that does not exist',
    { ...aggregate, stages: [{ stageKey: '$project', stageValue: ejson({ m: { $guess: '$n' } }) }] },
    'DATABASE_INVALID_OPERRATOR',
    /\$guess/,
  ],
  ['a transaction that never was', { ...get, transactionId: 'none' }, 'DATABASE_TRANSACTION_FAIL', /none/],
  ['a commit without an id', { action: 'database.commitTransaction' }, 'INVALID_PARAM', /transactionId/],
  [
    'a collection name with a quote',
    { action: 'database.addCollection', collectionName: 'a"b' },
    'INVALID_PARAM',
    /a"b/,
  ],
]

test.each(ROWS)('%s is refused with a code and a text, and nothing is written', async (_name, request, code, says) => {
  const error = await refusal(database.handle(request))
  expect(error.code).toBe(code)
  expect(error.message).toMatch(says)
  expect(await collectionOf(database, 'items').find()).toEqual([{ _id: 'x', n: 1, list: [] }])
})
