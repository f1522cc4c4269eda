import { setImmediate } from 'node:timers'
import { WireError } from '../../wire/wireError'
import { openDriver } from './openDriver'
import type { Row, SqlDriver, SqlLibrary, SqlStatement } from './sqlDriver'

/** The writes of one turn of the event loop, which reach the disk together. */
type Group = {
  committed: Promise<void>
  end: () => void
  /** Set when SQLite gave the whole group up, as it does when a disk is full. */
  lost?: unknown
}

/** One open SQL file. Statements are prepared once and kept; rows come as lists of columns. */
export class SqlFile {
  private readonly driver: SqlDriver
  private readonly statements = new Map<string, SqlStatement>()
  private writing = false
  private closed = false
  private group: Group | undefined

  constructor(
    readonly path: string,
    library?: SqlLibrary,
  ) {
    this.driver = openDriver(path, library)
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
    this.driver.execute(sql)
  }

  /** Runs `work` as a whole or not at all, on disk when it returns; an inner call joins the outer one. */
  atomically<T>(work: () => T): T {
    if (this.writing) return work()
    if (this.group) return this.inGroup(this.group, work)
    return this.between('BEGIN IMMEDIATE', 'COMMIT', ['ROLLBACK'], work)
  }

  /**
   * Like `atomically`, but on disk only when `settled` resolves: what many callers write in one turn of the
   * event loop costs one synchronisation of the disk instead of one each.
   */
  soon<T>(work: () => T): T {
    if (this.writing) return work()
    this.group ??= this.openGroup()
    return this.inGroup(this.group, work)
  }

  /** Resolves when everything that was read or written so far is on disk. Nothing may be answered before. */
  settled(): Promise<void> | undefined {
    return this.group?.committed
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
    this.group?.end()
    try {
      this.all('PRAGMA journal_mode = DELETE')
      this.all('PRAGMA locking_mode = NORMAL')
      this.all('SELECT count(*) FROM sqlite_schema')
    } finally {
      this.abandon()
    }
  }

  /** Closes a file that nothing was written to. Closing twice is harmless. */
  abandon(): void {
    if (this.closed) return
    this.closed = true
    this.statements.clear()
    this.driver.close()
  }

  private openGroup(): Group {
    this.run('BEGIN IMMEDIATE')
    const { promise, resolve, reject } = promiseWithEnds()
    const group: Group = { committed: promise, end: () => {} }
    // Whoever wrote waits for it; when nobody does, the next write meets the same disk.
    promise.catch(() => {})
    const timer = setImmediate(() => group.end())
    group.end = () => {
      clearImmediate(timer)
      this.group = undefined
      try {
        if (group.lost !== undefined) throw group.lost
        this.run('COMMIT')
        resolve()
      } catch (error) {
        this.attempt('ROLLBACK')
        reject(error)
      }
    }
    return group
  }

  private inGroup<T>(group: Group, work: () => T): T {
    if (group.lost !== undefined) throw group.lost
    return this.between('SAVEPOINT step', 'RELEASE step', ['ROLLBACK TO step', 'RELEASE step'], work, (error) => {
      group.lost = error
    })
  }

  private between<T>(begin: string, end: string, undo: string[], work: () => T, lost?: (error: unknown) => void): T {
    this.writing = true
    try {
      this.run(begin)
      try {
        const result = work()
        this.run(end)
        return result
      } catch (error) {
        if (!undo.every((sql) => this.attempt(sql))) lost?.(error)
        throw error
      }
    } finally {
      this.writing = false
    }
  }

  /** @returns false when there was nothing left to undo */
  private attempt(sql: string): boolean {
    try {
      this.run(sql)
      return true
    } catch {
      return false
    }
  }

  private prepared(sql: string, reads: boolean): SqlStatement {
    // A write that waited for a transaction may come back after the file was closed.
    if (this.closed) throw new WireError('SYS_ERR', 'the database of the local cloud is closed')
    let statement = this.statements.get(sql)
    if (statement === undefined) {
      statement = this.driver.prepare(sql, reads)
      this.statements.set(sql, statement)
    }
    return statement
  }
}

function promiseWithEnds() {
  let resolve = () => {}
  let reject: (error: unknown) => void = () => {}
  const promise = new Promise<void>((yes, no) => {
    resolve = yes
    reject = no
  })
  return { promise, resolve, reject }
}
