import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { order } from './orders'

/** The statements of the floor. */
interface RawTable {
  add(i: number): void
  /** In one transaction. */
  addAll(from: number, length: number): void
  get(i: number): unknown
  /** The first twenty of a range. */
  range(from: number, to: number): unknown
  count(from: number, to: number): unknown
  close(): void
}

/** The floor: the same documents as text in one table of libsql, by statements written for just this. */
export function rawTable(folder: string, documents: number): RawTable {
  const sql = new LibsqlDatabase(join(folder, 'raw.db'))
  sql.exec('PRAGMA journal_mode = WAL')
  sql.exec('PRAGMA synchronous = FULL')
  sql.exec('CREATE TABLE orders (id TEXT PRIMARY KEY, at INTEGER, body TEXT) WITHOUT ROWID')
  sql.exec('CREATE INDEX orders_at ON orders (at)')
  const insert = sql.prepare('INSERT INTO orders VALUES (?, ?, ?)')
  const one = sql.prepare('SELECT body FROM orders WHERE id = ?').raw()
  const range = sql.prepare('SELECT body FROM orders WHERE at >= ? AND at < ? ORDER BY at LIMIT 20').raw()
  const count = sql.prepare('SELECT count(*) FROM orders WHERE at >= ? AND at < ?').raw()
  const add = (i: number) => void insert.run([`o${i}`, i, JSON.stringify(order(i))])
  const together = (work: () => void) => {
    sql.exec('BEGIN IMMEDIATE')
    work()
    sql.exec('COMMIT')
  }
  together(() => {
    for (let i = 0; i < documents; i++) add(i)
  })
  return {
    add,
    addAll: (from: number, length: number) =>
      together(() => {
        for (let i = from; i < from + length; i++) add(i)
      }),
    get: (i: number) => one.get([`o${i}`]),
    range: (from: number, to: number) => range.all([from, to]),
    count: (from: number, to: number) => count.get([from, to]),
    close: () => void sql.close(),
  }
}
