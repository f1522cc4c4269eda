import LibsqlDatabase from 'libsql'
import { WireError } from '../../wire/wireError'

type Row = readonly unknown[]
type Statement = {
  get(parameters: readonly unknown[]): Row | undefined
  all(parameters: readonly unknown[]): Row[]
  run(parameters: readonly unknown[]): unknown
}

/**
 * One open SQL file. Statements are prepared once and kept; rows come as lists of columns.
 * libsql kills the process when a lone Buffer is bound: parameters are therefore always one list.
 */
export class SqlFile {
  private readonly database: InstanceType<typeof LibsqlDatabase>
  private readonly statements = new Map<string, Statement>()
  private writing = false
  private closed = false

  constructor(readonly path: string) {
    this.database = new LibsqlDatabase(path)
  }

  get(sql: string, ...parameters: unknown[]): Row | undefined {
    return this.prepared(sql, true).get(parameters)
  }

  all(sql: string, ...parameters: unknown[]): Row[] {
    return this.prepared(sql, true).all(parameters)
  }

  run(sql: string, ...parameters: unknown[]): void {
    this.prepared(sql, false).run(parameters)
  }

  /** Statements without parameters that change the schema or the session. */
  execute(sql: string): void {
    this.database.exec(sql)
  }

  /** Runs `work` in one durable SQL transaction; an inner call joins the outer one. */
  atomically<T>(work: () => T): T {
    if (this.writing) return work()
    this.writing = true
    this.run('BEGIN IMMEDIATE')
    try {
      const result = work()
      this.run('COMMIT')
      return result
    } catch (error) {
      this.run('ROLLBACK')
      throw error
    } finally {
      this.writing = false
    }
  }

  /** Forgets prepared statements: needed before tables are dropped. */
  forgetStatements(): void {
    this.statements.clear()
  }

  /**
   * Folds the log into the file and lets go of both. libsql keeps its handle until the garbage collector
   * comes for the statements, so the lock is given back by hand.
   */
  close(): void {
    try {
      this.all('PRAGMA journal_mode = DELETE')
      this.all('PRAGMA locking_mode = NORMAL')
      this.all('SELECT count(*) FROM sqlite_schema')
    } finally {
      this.abandon()
    }
  }

  /** Closes a file that nothing was written to. */
  abandon(): void {
    this.closed = true
    this.statements.clear()
    this.database.close()
  }

  private prepared(sql: string, reads: boolean): Statement {
    // A write that waited for a transaction may come back after the file was closed.
    if (this.closed) throw new WireError('SYS_ERR', 'the database of the local cloud is closed')
    let statement = this.statements.get(sql)
    if (statement === undefined) {
      const fresh = this.database.prepare(sql)
      statement = (reads ? fresh.raw() : fresh) as unknown as Statement
      this.statements.set(sql, statement)
    }
    return statement
  }
}
