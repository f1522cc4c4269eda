import LibsqlDatabase from 'libsql'

/** Looks at a data file that nobody has open: SQLite's own check, and whether documents and index entries agree. */
export function checkFile(file: string): string {
  const database = new LibsqlDatabase(file)
  try {
    const rows = (sql: string) => database.prepare(sql).raw().all([]) as unknown as unknown[][]
    const check = String(rows('PRAGMA integrity_check(1)')[0]?.[0])
    if (check !== 'ok') return `broken: ${check}`
    for (const [index, collection, name] of rows('SELECT number, collection, name FROM indexes')) {
      const [[entries, orphans] = []] = rows(
        `SELECT count(*), count(*) FILTER (WHERE seq NOT IN (SELECT seq FROM documents_${collection})) FROM index_${index}`,
      )
      const [[documents] = []] = rows(`SELECT count(*) FROM documents_${collection}`)
      if (orphans !== 0 || entries !== documents) return `broken: index ${name} has ${entries} entries of ${documents}`
    }
    return 'ok'
  } finally {
    database.close()
  }
}
