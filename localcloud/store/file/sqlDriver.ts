export type Row = readonly unknown[]

/** A prepared statement. Rows are lists of columns, bytes are Buffers; parameters are texts, numbers and Buffers. */
export interface SqlStatement {
  get(parameters: readonly unknown[]): Row | undefined
  all(parameters: readonly unknown[]): Row[]
  run(parameters: readonly unknown[]): void
}

/** What the store needs of an SQLite library. Failures carry SQLite's own name in `code`, such as SQLITE_BUSY. */
export interface SqlDriver {
  /** Statements without parameters and without rows. */
  execute(sql: string): void
  /** @param reads whether the statement gives rows */
  prepare(sql: string, reads: boolean): SqlStatement
  close(): void
}

/** The libraries the store can stand on: the package libsql, or what Node has built in from version 22.5 on. */
export type SqlLibrary = 'libsql' | 'node'
