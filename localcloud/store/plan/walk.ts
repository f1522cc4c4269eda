import type { Collection } from '../catalogue'
import { Found } from '../documents'
import type { Cut } from '../ejson/cutBody'
import type { SqlFile } from '../file/sqlFile'
import type { Plan } from './choosePlan'
import type { ByteRange } from './keyRange'

/** Bounds what one page of large documents takes in memory. */
const PAGE = 128

export type Walking = {
  /** more are not going to be asked for */
  wanted: number
  /** makes less of each text */
  cut?: Cut | undefined
}

/**
 * The documents of a plan, page by page: no statement stays open between them.
 * Nothing may be written until the walk has ended.
 */
export function* walk(sql: SqlFile, collection: Collection, plan: Plan, { wanted, cut }: Walking): Generator<Found> {
  const page = Math.min(PAGE, Math.max(1, wanted))
  const bodies = bodiesBy(cut)
  if (plan.source === 'arrival') {
    yield* walkArrival(sql, collection, bodies, page)
    return
  }
  const backward = plan.order === 'backward'
  const ranges = backward ? [...plan.ranges].reverse() : plan.ranges
  const seen = plan.source !== 'ids' && plan.source.holdsLists ? new Set<number>() : undefined
  for (const range of ranges) {
    const found =
      plan.source === 'ids'
        ? walkIds(sql, collection, bodies, range, backward, page)
        : walkIndex(sql, collection, bodies, plan.source.table, range, backward, page)
    for (const item of found) {
      if (seen?.has(item.seq)) continue
      seen?.add(item.seq)
      yield item
    }
  }
}

/** How bodies are asked for, and read from their column. Of a large text the library makes bytes far quicker than text. */
type Bodies = { column: string; textOf(column: unknown): string }

const WHOLE: Bodies = { column: 'body', textOf: (column) => column as string }

const bodiesBy = (cut: Cut | undefined): Bodies =>
  cut === undefined ? WHOLE : { column: 'CAST(body AS BLOB)', textOf: (column) => cut(column as Buffer) }

function* walkArrival(sql: SqlFile, collection: Collection, bodies: Bodies, page: number): Generator<Found> {
  const query = `SELECT seq, ${bodies.column} FROM ${collection.table} WHERE seq > ? ORDER BY seq LIMIT ?`
  for (let last = 0; ; ) {
    const rows = sql.all(query, last, page)
    for (const [seq, body] of rows) {
      last = seq as number
      yield new Found(undefined, bodies.textOf(body), last)
    }
    if (rows.length < page) return
  }
}

function* walkIds(
  sql: SqlFile,
  collection: Collection,
  bodies: Bodies,
  range: ByteRange,
  backward: boolean,
  page: number,
) {
  let { from, before } = range
  const query = `SELECT seq, id, ${bodies.column} FROM ${collection.table} WHERE id >= ? AND id < ? ORDER BY id ${backward ? 'DESC' : 'ASC'} LIMIT ?`
  for (;;) {
    const rows = sql.all(query, from, before, page)
    let last: Buffer | undefined
    for (const [seq, id, body] of rows) {
      last = id as Buffer
      yield new Found(last, bodies.textOf(body), seq as number)
    }
    if (last === undefined || rows.length < page) return
    if (backward) before = last
    else from = Buffer.concat([last, Buffer.alloc(1)])
  }
}

function* walkIndex(
  sql: SqlFile,
  collection: Collection,
  bodies: Bodies,
  table: string,
  range: ByteRange,
  backward: boolean,
  page: number,
) {
  const condition = backward ? '(i.key, i.seq) < (?, ?) AND i.key >= ?' : '(i.key, i.seq) > (?, ?) AND i.key < ?'
  const direction = backward ? 'DESC' : 'ASC'
  const order = `ORDER BY i.key ${direction}, i.seq ${direction}`
  const query = `SELECT i.seq, ${bodies.column} FROM ${table} i CROSS JOIN ${collection.table} d ON d.seq = i.seq
    WHERE ${condition} ${order} LIMIT ?`
  // Keys are read for the last entry of a page only: most walks end within the first.
  const lastEntry = `SELECT i.key, i.seq FROM ${table} i WHERE ${condition} ${order} LIMIT 1 OFFSET ?`
  let [key, seq] = [backward ? range.before : range.from, -1]
  const end = backward ? range.from : range.before
  for (;;) {
    const rows = sql.all(query, key, seq, end, page)
    for (const row of rows) yield new Found(undefined, bodies.textOf(row[1]), row[0] as number)
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
