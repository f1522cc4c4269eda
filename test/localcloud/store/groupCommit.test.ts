import path from 'node:path'
import { SqlFile } from '../../../localcloud/store/file/sqlFile'
import { newFolder, removeFolders } from './openDatabase'

afterAll(removeFolders)

/** A file that notes each commit. */
function open() {
  const sql = new SqlFile(path.join(newFolder(), 'x.db'))
  sql.execute('CREATE TABLE t (a UNIQUE)')
  const said: string[] = []
  const run = sql.run.bind(sql)
  sql.run = (text, ...parameters) => {
    if (/^(BEGIN|COMMIT|ROLLBACK)/.test(text)) said.push(text)
    run(text, ...parameters)
  }
  const add = (value: number) => sql.soon(() => sql.run('INSERT INTO t VALUES (?)', value))
  const values = () => sql.all('SELECT a FROM t ORDER BY a').map(([a]) => a)
  return { sql, said, add, values }
}

describe('writes of one turn of the event loop', () => {
  test('share one commit, and each is told when it is on disk', async () => {
    const { sql, said, add, values } = open()
    for (let i = 0; i < 16; i++) add(i)
    expect(said).toEqual(['BEGIN IMMEDIATE'])
    await sql.settled()
    expect(said).toEqual(['BEGIN IMMEDIATE', 'COMMIT'])
    expect(sql.settled()).toBeUndefined()
    expect(values()).toHaveLength(16)
    sql.close()
  })

  test('are judged one by one: a refused one takes nothing of the others along', async () => {
    const { sql, add, values } = open()
    add(1)
    const half = () =>
      sql.soon(() => {
        sql.run('INSERT INTO t VALUES (?)', 2)
        sql.run('INSERT INTO t VALUES (?)', 1)
      })
    expect(half).toThrow(/UNIQUE/)
    add(3)
    await sql.settled()
    expect(values()).toEqual([1, 3])
    sql.close()
  })

  test('are on disk when the file is closed before the turn ends', async () => {
    const { sql, add } = open()
    add(7)
    const settled = sql.settled()
    sql.close()
    await settled
    const again = new SqlFile(sql.path)
    expect(again.all('SELECT a FROM t')).toEqual([[7]])
    again.close()
  })

  test('all fail when SQLite gives the whole group up, and the next group is a new one', async () => {
    const { sql, add, values } = open()
    add(1)
    const settled = sql.settled()
    const disk = Object.assign(new Error('disk full'), { code: 'SQLITE_FULL' })
    const full = () =>
      sql.soon(() => {
        sql.run('ROLLBACK')
        throw disk
      })
    expect(full).toThrow(disk)
    expect(() => add(2)).toThrow(disk)
    await expect(settled).rejects.toBe(disk)
    add(3)
    await sql.settled()
    expect(values()).toEqual([3])
    sql.close()
  })
})
