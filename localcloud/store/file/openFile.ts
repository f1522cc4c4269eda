import fs from 'node:fs'
import path from 'node:path'
import { DataFileError, dataFileBroken, dataFileInUse, dataFileNewer, dataFolderUnusable } from './dataFileError'
import { migrate, SCHEMA_VERSION } from './migrations'
import type { SqlLibrary } from './sqlDriver'
import { SqlFile } from './sqlFile'

/** "kndn" in ASCII: tells our files from other SQLite files. */
const APPLICATION_ID = 0x6b6e646e

const TABLES = `
  CREATE TABLE collections (number INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE);
  CREATE TABLE indexes (
    number INTEGER PRIMARY KEY,
    collection INTEGER NOT NULL REFERENCES collections (number),
    name TEXT NOT NULL,
    fields TEXT NOT NULL,
    isUnique INTEGER NOT NULL,
    holdsLists INTEGER NOT NULL,
    UNIQUE (collection, name)
  );
  PRAGMA application_id = ${APPLICATION_ID};
  PRAGMA user_version = ${SCHEMA_VERSION};
`

/**
 * Opens `cloud.db` in the folder, making both when they are missing. Every commit is on disk before
 * it is answered (WAL with full synchronisation), and no second process can open the file meanwhile.
 * A file of an older version is copied to `cloud.db.versionN` and then brought up to date.
 * @throws DataFileError newer, broken, inUse, unusable; the message names the file and the remedy
 */
export function openFile(folder: string, library?: SqlLibrary): SqlFile {
  const file = path.join(folder, 'cloud.db')
  try {
    fs.mkdirSync(folder, { recursive: true })
    fs.accessSync(folder, fs.constants.W_OK)
  } catch (error) {
    throw dataFolderUnusable(folder, (error as Error).message)
  }
  let sql: SqlFile | undefined
  try {
    sql = new SqlFile(file, library)
    const version = checkFile(sql, file)
    sql.all('PRAGMA journal_mode = WAL')
    sql.all('PRAGMA locking_mode = EXCLUSIVE')
    sql.execute('PRAGMA synchronous = FULL')
    if (version === undefined) sql.execute(`BEGIN IMMEDIATE; ${TABLES} COMMIT;`)
    else if (version < SCHEMA_VERSION) bringUpToDate(sql, file, version)
    return sql
  } catch (error) {
    sql?.abandon()
    throw error instanceof DataFileError ? error : translate(error as Error & { code?: string }, file)
  }
}

function bringUpToDate(sql: SqlFile, file: string, version: number): void {
  const copy = `${file}.version${version}`
  try {
    if (!fs.existsSync(copy)) sql.run('VACUUM INTO ?', copy)
    migrate(sql, version)
  } catch (error) {
    sql.close()
    throw error
  }
}

/** Only reads, so that a refused file stays as it is. @returns its version; undefined when nothing is in it yet */
function checkFile(sql: SqlFile, file: string): number | undefined {
  const tables = Number(sql.get('SELECT count(*) FROM sqlite_schema')?.[0])
  if (tables === 0) return undefined
  const application = Number(sql.get('PRAGMA application_id')?.[0])
  if (application !== APPLICATION_ID) throw dataFileBroken(file, 'it belongs to another program')
  const version = Number(sql.get('PRAGMA user_version')?.[0])
  if (version > SCHEMA_VERSION) throw dataFileNewer(file, version, SCHEMA_VERSION)
  const check = String(sql.get('PRAGMA quick_check(1)')?.[0])
  if (check !== 'ok') throw dataFileBroken(file, check)
  return version
}

function translate(error: Error & { code?: string }, file: string): Error {
  if (error.code === 'SQLITE_BUSY' || error.code === 'SQLITE_LOCKED') return dataFileInUse(file)
  return dataFileBroken(file, error.message)
}
