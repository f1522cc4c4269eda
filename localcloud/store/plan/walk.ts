import type { Collection } from '../catalogue'
import { Found } from '../documents'
import type { SqlFile } from '../file/sqlFile'
import type { Plan } from './choosePlan'
import type { ByteRange } from './keyRange'

/** Bounds what one page of large documents takes in memory. */
const PAGE = 128

/**
 * The documents of a plan, page by page: no statement stays open between them.
 * Nothing may be written until the walk has ended.
 */
export function* walk(sql: SqlFile, collection: Collection, plan: Plan, wanted = PAGE): Generator<Found> {
  const page = Math.min(PAGE, Math.max(1, wanted))
  if (plan.source === 'arrival') {
    yield* walkArrival(sql, collection, page)
    return
  }
  const backward = plan.order === 'backward'
  const ranges = backward ? [...plan.ranges].reverse() : plan.ranges
  const seen = plan.source !== 'ids' && plan.source.holdsLists ? new Set<number>() : undefined
  for (const range of ranges) {
    const found =
      plan.source === 'ids'
        ? walkIds(sql, collection, range, backward, page)
        : walkIndex(sql, collection, plan.source.table, range, backward, page)
    for (const item of found) {
      if (seen?.has(item.seq)) continue
      seen?.add(item.seq)
      yield item
    }
  }
}

function* walkArrival(sql: SqlFile, collection: Collection, page: number): Generator<Found> {
  const query = `SELECT seq, body FROM ${collection.table} WHERE seq > ? ORDER BY seq LIMIT ?`
  for (let last = 0; ; ) {
    const rows = sql.all(query, last, page)
    for (const [seq, body] of rows) {
      last = seq as number
      yield new Found(undefined, body as string, last)
    }
    if (rows.length < page) return
  }
}

function* walkIds(sql: SqlFile, collection: Collection, range: ByteRange, backward: boolean, page: number) {
  let { from, before } = range
  const query = `SELECT seq, id, body FROM ${collection.table} WHERE id >= ? AND id < ? ORDER BY id ${backward ? 'DESC' : 'ASC'} LIMIT ?`
  for (;;) {
    const rows = sql.all(query, from, before, page)
    let last: Buffer | undefined
    for (const [seq, id, body] of rows) {
      last = id as Buffer
      yield new Found(last, body as string, seq as number)
    }
    if (last === undefined || rows.length < page) return
    if (backward) before = last
    else from = Buffer.concat([last, Buffer.alloc(1)])
  }
}

function* walkIndex(
  sql: SqlFile,
  collection: Collection,
  table: string,
  range: ByteRange,
  backward: boolean,
  page: number,
) {
  const condition = backward ? '(i.key, i.seq) < (?, ?) AND i.key >= ?' : '(i.key, i.seq) > (?, ?) AND i.key < ?'
  const direction = backward ? 'DESC' : 'ASC'
  const order = `ORDER BY i.key ${direction}, i.seq ${direction}`
  const query = `SELECT i.seq, d.body FROM ${table} i CROSS JOIN ${collection.table} d ON d.seq = i.seq
    WHERE ${condition} ${order} LIMIT ?`
  // Keys are read for the last entry of a page only: most walks end within the first.
  const lastEntry = `SELECT i.key, i.seq FROM ${table} i WHERE ${condition} ${order} LIMIT 1 OFFSET ?`
  let [key, seq] = [backward ? range.before : range.from, -1]
  const end = backward ? range.from : range.before
  for (;;) {
    const rows = sql.all(query, key, seq, end, page)
    for (const row of rows) yield new Found(undefined, row[1] as string, row[0] as number)
    if (rows.length < page) return
    const last = sql.get(lastEntry, key, seq, end, page - 1)
    key = last?.[0] as Buffer
    seq = last?.[1] as number
  }
}

/** How many documents an exact plan reaches, counted in SQL. */
export function countPlan(sql: SqlFile, collection: Collection, plan: Plan): number {
  if (plan.source === 'arrival') return Number(sql.get(`SELECT count(*) FROM ${collection.table}`)?.[0])
  const [table, column] = plan.source === 'ids' ? [collection.table, 'id'] : [plan.source.table, 'key']
  const query = `SELECT count(*) FROM ${table} WHERE ${column} >= ? AND ${column} < ?`
  return plan.ranges.reduce((sum, { from, before }) => sum + Number(sql.get(query, from, before)?.[0]), 0)
}
