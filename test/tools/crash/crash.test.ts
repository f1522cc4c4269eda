import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import LibsqlDatabase from 'libsql'
import { checkFile } from '../../../tools/crash/checkFile'
import { Ledger } from '../../../tools/crash/ledger'
import { collectionOf, newFolder, openDatabase, removeFolders } from '../../localcloud/store/openDatabase'

afterAll(removeFolders)

const root = join(__dirname, '..', '..', '..')

function crash(...words: string[]) {
  const command = ['--import', 'tsx', join('tools', 'crash', 'main.ts'), ...words]
  const { status, stdout, stderr } = spawnSync(process.execPath, command, { cwd: root, encoding: 'utf8' })
  return { status, lines: stdout.trim().split('\n'), stderr }
}

test('what a cloud acknowledged is there after it was killed three times in the middle of its work', () => {
  const { status, lines, stderr } = crash('--kills', '3')
  expect(stderr).toBe('')
  expect(lines.at(-1)).toMatch(/^acked=\d{3,} lost=0 integrity=ok$/)
  expect(lines).toHaveLength(2)
  expect(status).toBe(0)
})

test.each(['0', 'many', '1.5'])('%s is no number of kills', (kills) => {
  expect(crash('--kills', kills)).toMatchObject({ status: 1, stderr: expect.stringContaining(`not ${kills}`) })
})

describe('the ledger of a crash', () => {
  test('a document that was acknowledged and is not there is lost', () => {
    const ledger = new Ledger()
    ledger.wrote(1, 'a', 'b')
    expect(ledger.lostOf(1, new Set(['a']))).toBe(1)
    expect(ledger.lostOf(1, new Set(['a', 'b', 'more']))).toBe(0)
    expect(ledger.acked).toBe(1)
  })

  test('a document whose removal was acknowledged and is there is lost work too', () => {
    const ledger = new Ledger()
    ledger.wrote(1, 'a')
    ledger.inDoubt(1, 'a')
    expect([ledger.lostOf(1, new Set()), ledger.lostOf(1, new Set(['a']))]).toEqual([0, 0])
    ledger.removed(1, 'a')
    expect([ledger.lostOf(1, new Set()), ledger.lostOf(1, new Set(['a']))]).toEqual([0, 1])
  })
})

describe('the check of a data file', () => {
  const index = { name: 'n', fields: [{ field: 'n', direction: 1 as const }] }

  async function fileWith(documents: number): Promise<string> {
    const folder = newFolder()
    const collections = [{ name: 'items', permission: 'ADMINONLY' as const, indexes: [index] }]
    const database = openDatabase({ folder, collections })
    await collectionOf(database, 'items').insert(...Array.from({ length: documents }, (_, n) => ({ _id: `d${n}`, n })))
    database.close()
    return join(folder, 'cloud.db')
  }

  test('finds nothing wrong with a file that was closed', async () => {
    expect(checkFile(await fileWith(20))).toBe('ok')
  })

  test.each([
    ['an index entry that is missing', 'DELETE FROM index_1 WHERE seq = 3'],
    ['an index entry without its document', 'DELETE FROM documents_1 WHERE seq = 3'],
  ])('names %s', async (_what, damage) => {
    const file = await fileWith(20)
    const sql = new LibsqlDatabase(file)
    sql.exec(damage)
    sql.close()
    expect(checkFile(file)).toMatch(/^broken: index n has \d+ entries of \d+$/)
  })
})
