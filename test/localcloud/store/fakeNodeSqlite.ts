import LibsqlDatabase from 'libsql'
import type { NodeSqlite } from '../../../localcloud/store/file/nodeSqliteDriver'

const NUMBERS: Record<string, number> = { SQLITE_BUSY: 5, SQLITE_CORRUPT: 11, SQLITE_NOTADB: 26 }

type Statement = { get(p: unknown[]): unknown; all(p: unknown[]): unknown[]; run(p: unknown[]): unknown }

/** `node:sqlite` as Node 22 gives it, on top of libsql: rows are objects, bytes plain arrays, errors numbers. */
export const fakeNodeSqlite: NodeSqlite = {
  DatabaseSync: class {
    private readonly database: InstanceType<typeof LibsqlDatabase>

    constructor(path: string) {
      this.database = numbered(() => new LibsqlDatabase(path))
    }

    exec(sql: string): void {
      numbered(() => this.database.exec(sql))
    }

    prepare(sql: string) {
      const statement = numbered(() => this.database.prepare(sql)) as unknown as Statement
      return {
        get: (...parameters: unknown[]) => numbered(() => plain(statement.get(parameters))),
        all: (...parameters: unknown[]) =>
          numbered(() => statement.all(parameters).map((row) => plain(row) as Record<string, unknown>)),
        run: (...parameters: unknown[]) => numbered(() => statement.run(parameters)),
      }
    }

    close(): void {
      this.database.close()
    }
  },
}

function plain(row: unknown): Record<string, unknown> | undefined {
  if (row === undefined) return undefined
  const columns = Object.entries(row as object).filter(([name]) => name !== '_metadata')
  return Object.fromEntries(columns.map(([name, value]) => [name, Buffer.isBuffer(value) ? copyOf(value) : value]))
}

function copyOf(bytes: Buffer): Uint8Array {
  return new Uint8Array(bytes)
}

function numbered<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    const { code, message } = error as { code: string; message: string }
    const errcode = NUMBERS[code.split('_').slice(0, 2).join('_')] ?? 1
    throw Object.assign(new Error(message), { code: 'ERR_SQLITE_ERROR', errcode })
  }
}
