import type LibsqlDatabase from 'libsql'
import type { SqlDriver, SqlStatement } from './sqlDriver'

/** The package libsql. It kills the process when a lone Buffer is bound: parameters always go in as one list. */
export function openLibsql(path: string): SqlDriver {
  // Loaded when asked for: where its native part is missing, another library takes its place.
  const Database = require('libsql') as typeof LibsqlDatabase
  const database = new Database(path)
  return {
    execute: (sql) => void database.exec(sql),
    prepare(sql, reads) {
      const statement = database.prepare(sql)
      return (reads ? statement.raw() : statement) as unknown as SqlStatement
    },
    close: () => void database.close(),
  }
}
