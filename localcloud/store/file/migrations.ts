import type { SqlFile } from './sqlFile'

/** Steps of the tables' layout: step N turns a file of version N into one of version N + 1. */
const STEPS: readonly ((sql: SqlFile) => void)[] = [rememberLists]

/** Of files made now. A file with a higher number is refused, one with a lower number goes through the steps. */
export const SCHEMA_VERSION = STEPS.length

/** Brings an older file up to date in one transaction: after a failure or a kill it is as it was. */
export function migrate(sql: SqlFile, version: number): void {
  sql.atomically(() => {
    for (const step of STEPS.slice(version)) step(sql)
    sql.execute(`PRAGMA user_version = ${SCHEMA_VERSION}`)
  })
}

/**
 * Version 0 did not note which indexes hold lists. Taking each for one that does is right in every case;
 * such an index orders nothing and counts by reading.
 */
function rememberLists(sql: SqlFile): void {
  sql.execute('ALTER TABLE indexes ADD COLUMN holdsLists INTEGER NOT NULL DEFAULT 1')
}
