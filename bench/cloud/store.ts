import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createDatabase } from '../../localcloud/database/database'
import { compare } from '../harness/compare'
import type { Row } from '../harness/row'
import { order, ordersCollection } from './orders'
import { rawTable } from './rawTable'

const DOCUMENTS = 100_000
const BULK = 100
const AT_ONCE = 16

const ejson = (i: number): string => JSON.stringify({ ...order(i), at: { $numberInt: String(i) } })

/** The database as the wire reaches it, from request to reply, beside bare statements on the same documents. */
export async function* storeRows(): AsyncIterable<Row> {
  const folder = mkdtempSync(join(tmpdir(), 'kandian-bench-'))
  const database = createDatabase({ folder, now: Date.now, collections: [ordersCollection], library: 'libsql' })
  const ask = (action: string, fields: object) =>
    database.handle({ action: `database.${action}`, collectionName: 'orders', ...fields })
  const insert = (from: number, length: number) =>
    ask('insertDocument', { data: Array.from({ length }, (_, i) => ejson(from + i)) })
  for (let i = 0; i < DOCUMENTS; i += 1000) await insert(i, 1000)
  const raw = rawTable(folder, DOCUMENTS)
  // Both sides walk the same places, each at its own pace.
  const walk = () => {
    let place = 0
    return () => {
      place = (place + 7919) % DOCUMENTS
      return place
    }
  }
  const [mine, its] = [walk(), walk()]
  let [next, nextRaw] = [DOCUMENTS, DOCUMENTS]
  const between = (from: number, length: number) => ({
    queryType: 'WHERE',
    query: `{"$and":[{"at":{"$gte":{"$numberInt":"${from}"}}},{"at":{"$lt":{"$numberInt":"${from + length}"}}}]}`,
  })
  try {
    const get = () => ask('getDocument', { queryType: 'DOC', query: `{"_id":"o${mine()}"}`, multi: false })
    yield { name: 'cloud.get/libsql', ...(await compare(get, () => raw.get(its()))), target: 3 }

    const range = () => ask('getDocument', { ...between(mine(), 500), order: '{"at":{"$numberInt":"1"}}', limit: 20 })
    const rawRange = () => {
      const from = its()
      return raw.range(from, from + 500)
    }
    yield { name: 'cloud.range20/libsql', ...(await compare(range, rawRange)), target: 3 }

    const count = () => ask('calculateDocument', between(mine() >> 1, 10_000))
    const rawCount = () => {
      const from = its() >> 1
      return raw.count(from, from + 10_000)
    }
    yield { name: 'cloud.count/libsql', ...(await compare(count, rawCount)), target: 2 }

    const add = () => insert(next++, 1)
    yield { name: 'cloud.insert/libsql', ...(await compare(add, () => raw.add(nextRaw++))), target: 3 }

    const bulk = () => {
      next += BULK
      return insert(next, BULK)
    }
    const rawBulk = () => {
      nextRaw += BULK
      raw.addAll(nextRaw, BULK)
    }
    yield { name: 'cloud.bulk100/libsql', ...(await compare(bulk, rawBulk, { pairs: 31 })), target: 4 }

    next += BULK
    const atOnce = () => Promise.all(Array.from({ length: AT_ONCE }, () => insert(next++, 1)))
    const inTurn = async () => {
      for (let i = 0; i < AT_ONCE; i++) await insert(next++, 1)
    }
    const shared = await compare(atOnce, inTurn, { by: 'wall', pairs: 31 })
    yield { name: 'cloud.insert16/inTurn', ...shared, target: 0.5 }
  } finally {
    raw.close()
    database.close()
    rmSync(folder, { recursive: true, force: true })
  }
}
