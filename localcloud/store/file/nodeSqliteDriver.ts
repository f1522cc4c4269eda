import type { Row, SqlDriver } from './sqlDriver'

type NamedRow = Record<string, unknown>

/** The part of `node:sqlite` that is used; our declarations of Node are older than it. */
export interface NodeSqlite {
  DatabaseSync: new (
    path: string,
  ) => {
    exec(sql: string): void
    prepare(sql: string): {
      get(...parameters: unknown[]): NamedRow | undefined
      all(...parameters: unknown[]): NamedRow[]
      run(...parameters: unknown[]): unknown
    }
    close(): void
  }
}

/** Under a name: what checks our imports runs on a Node that does not have it. */
const BUILT_IN = 'node:sqlite'

/** https://www.sqlite.org/rescode.html; the low byte of an error's number. */
const NAMES: Record<number, string> = {
  5: 'SQLITE_BUSY',
  6: 'SQLITE_LOCKED',
  8: 'SQLITE_READONLY',
  10: 'SQLITE_IOERR',
  11: 'SQLITE_CORRUPT',
  13: 'SQLITE_FULL',
  14: 'SQLITE_CANTOPEN',
  26: 'SQLITE_NOTADB',
}

/** The SQLite that Node has built in. Its rows are objects and its bytes plain arrays: both are turned into ours. */
export function openNodeSqlite(path: string, sqlite: NodeSqlite = require(BUILT_IN)): SqlDriver {
  const database = named(() => new sqlite.DatabaseSync(path))
  return {
    execute: (sql) => named(() => database.exec(sql)),
    prepare(sql) {
      const statement = named(() => database.prepare(sql))
      return {
        get: (parameters) => named(() => optionalRow(statement.get(...parameters))),
        all: (parameters) => named(() => statement.all(...parameters).map(rowOf)),
        run: (parameters) => void named(() => statement.run(...parameters)),
      }
    },
    close: () => named(() => database.close()),
  }
}

function optionalRow(row: NamedRow | undefined): Row | undefined {
  return row === undefined ? undefined : rowOf(row)
}

function rowOf(row: NamedRow): Row {
  const columns = Object.values(row)
  for (let i = 0; i < columns.length; i++) {
    const value = columns[i]
    if (value instanceof Uint8Array) columns[i] = Buffer.from(value.buffer, value.byteOffset, value.byteLength)
  }
  return columns
}

/** Node gives SQLite's number; callers know the errors by SQLite's names. */
function named<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { errcode } = error as { errcode?: unknown }
    if (typeof errcode === 'number') Object.assign(error as Error, { code: NAMES[errcode & 0xff] ?? 'SQLITE_ERROR' })
    throw error
  }
}
