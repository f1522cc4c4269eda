import fs from 'node:fs'
import path from 'node:path'
import LibsqlDatabase from 'libsql'
import { collectionOf, newFolder, openDatabase, removeFolders } from './openDatabase'

afterAll(removeFolders)

const COLLECTIONS = [
  {
    name: 'orders',
    permission: 'ADMINONLY' as const,
    indexes: [
      { name: 'yuan', fields: [{ field: 'yuan', direction: 1 as const }] },
      { name: 'tags', fields: [{ field: 'tags', direction: 1 as const }] },
    ],
  },
]

const DOCUMENTS = [
  { _id: 'a', yuan: 3, tags: ['hot', 'new'] },
  { _id: 'b', yuan: 1, tags: ['hot'] },
  { _id: 'c', yuan: 2, tags: [] },
]

/** A file as version 0 wrote it: its list of indexes does not say which of them hold lists. */
async function folderOfVersion0(): Promise<string> {
  const folder = newFolder()
  const database = openDatabase({ folder, collections: COLLECTIONS })
  await collectionOf(database, 'orders').insert(...DOCUMENTS)
  database.close()
  withFile(folder, (sql) => sql.exec('ALTER TABLE indexes DROP COLUMN holdsLists; PRAGMA user_version = 0'))
  return folder
}

function withFile<T>(folder: string, work: (sql: InstanceType<typeof LibsqlDatabase>) => T): T {
  const sql = new LibsqlDatabase(path.join(folder, 'cloud.db'))
  try {
    return work(sql)
  } finally {
    sql.close()
  }
}

const versionIn = (folder: string) =>
  withFile(folder, (sql) => (sql.prepare('PRAGMA user_version').raw() as any).get([])?.[0])

describe('a data file of an older version', () => {
  test('is brought up to date: documents, order, counts and lists are as they were', async () => {
    const folder = await folderOfVersion0()
    const database = openDatabase({ folder, collections: COLLECTIONS })
    const orders = collectionOf(database, 'orders')
    expect(await orders.find({ order: { yuan: 1 } })).toEqual([DOCUMENTS[1], DOCUMENTS[2], DOCUMENTS[0]])
    expect(await orders.count({ yuan: { $gte: 2 } })).toBe(2)
    expect(await orders.count({ tags: { $in: ['hot', 'new'] } })).toBe(2)
    await orders.insert({ _id: 'd', yuan: 9, tags: ['new'] })
    expect(await orders.find({ where: { tags: 'new' } })).toHaveLength(2)
    database.close()
    expect(versionIn(folder)).toBe(1)
  })

  test('leaves a copy of itself, which opens again', async () => {
    const folder = await folderOfVersion0()
    openDatabase({ folder }).close()
    expect(fs.readdirSync(folder).sort()).toEqual(['cloud.db', 'cloud.db.version0'])
    const copies = newFolder()
    fs.copyFileSync(path.join(folder, 'cloud.db.version0'), path.join(copies, 'cloud.db'))
    expect(versionIn(copies)).toBe(0)
    const database = openDatabase({ folder: copies })
    expect(await collectionOf(database, 'orders').count()).toBe(3)
    database.close()
  })

  test('is brought up to date once: opened again, it is as it is', async () => {
    const folder = await folderOfVersion0()
    openDatabase({ folder }).close()
    const before = fs.statSync(path.join(folder, 'cloud.db.version0')).mtimeMs
    openDatabase({ folder }).close()
    expect(versionIn(folder)).toBe(1)
    expect(fs.statSync(path.join(folder, 'cloud.db.version0')).mtimeMs).toBe(before)
  })

  test('that cannot be brought up to date is refused by name and stays what it was', async () => {
    const folder = await folderOfVersion0()
    withFile(folder, (sql) => sql.exec('ALTER TABLE indexes ADD COLUMN holdsLists TEXT'))
    expect(() => openDatabase({ folder })).toThrow(/cloud\.db is not a readable Kandian database.*holdsLists/)
    expect(versionIn(folder)).toBe(0)
  })
})
