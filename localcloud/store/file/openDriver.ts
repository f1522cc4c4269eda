import { DataFileError } from './dataFileError'
import { openLibsql } from './libsqlDriver'
import { openNodeSqlite } from './nodeSqliteDriver'
import type { SqlDriver, SqlLibrary } from './sqlDriver'

const OPENERS: Record<SqlLibrary, (path: string) => SqlDriver> = { libsql: openLibsql, node: openNodeSqlite }

/**
 * The library asked for, or the first that this machine can load.
 * @throws DataFileError unusable when none can be loaded; whatever the library throws on a bad file
 */
export function openDriver(path: string, asked = process.env.KANDIAN_SQL || 'auto'): SqlDriver {
  if (asked !== 'auto' && !Object.hasOwn(OPENERS, asked)) {
    throw new DataFileError('unusable', path, `KANDIAN_SQL is "${asked}"; it may be auto, libsql or node`)
  }
  const libraries = asked === 'auto' ? (Object.keys(OPENERS) as SqlLibrary[]) : [asked as SqlLibrary]
  const reasons: string[] = []
  for (const library of libraries) {
    try {
      return OPENERS[library](path)
    } catch (error) {
      if (!isMissing(error)) throw error
      reasons.push(`${library}: ${(error as Error).message.split('\n')[0]}`)
    }
  }
  const remedy = 'Install the packages anew (npm ci), or use Node 22.5 or later, which has SQLite built in.'
  throw new DataFileError('unusable', path, `no SQLite library could be loaded (${reasons.join('; ')}). ${remedy}`)
}

/** Node's words for a module that is not there, and for a native one made for another machine. */
function isMissing(error: unknown): boolean {
  const { code } = error as { code?: unknown }
  return code === 'MODULE_NOT_FOUND' || code === 'ERR_UNKNOWN_BUILTIN_MODULE' || code === 'ERR_DLOPEN_FAILED'
}
