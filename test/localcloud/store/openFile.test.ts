import fs from 'node:fs'
import path from 'node:path'
import LibsqlDatabase from 'libsql'
import { DataFileError } from '../../../localcloud/store/file/dataFileError'
import { collectionOf, newFolder, openDatabase, removeFolders } from './openDatabase'

afterAll(removeFolders)

const COLLECTIONS = [{ name: 'items', permission: 'ADMINONLY' as const, indexes: [] }]

/** What opening the folder refuses. */
function problemOf(folder: string): DataFileError {
  try {
    openDatabase({ folder }).close()
  } catch (error) {
    if (error instanceof DataFileError) return error
    throw error
  }
  throw new Error('expected the folder to be refused')
}

async function filled(folder: string, documents: number): Promise<void> {
  const database = openDatabase({ folder, collections: COLLECTIONS })
  const all = Array.from({ length: documents }, (_, n) => ({ _id: `n${n}`, text: 'x'.repeat(1000) }))
  await collectionOf(database, 'items').insert(...all)
  database.close()
}

describe('the data file', () => {
  test('a folder that is not there is made', async () => {
    const folder = path.join(newFolder(), 'deep', 'er')
    await filled(folder, 1)
    expect(fs.readdirSync(folder)).toEqual(['cloud.db'])
  })

  test('documents, collections and indexes are there again after a restart', async () => {
    const folder = newFolder()
    await filled(folder, 3)
    const database = openDatabase({ folder })
    expect(await collectionOf(database, 'items').count()).toBe(3)
    database.close()
  })

  test('a file of a newer Kandian is refused and left as it is', async () => {
    const folder = newFolder()
    await filled(folder, 1)
    const file = path.join(folder, 'cloud.db')
    const sql = new LibsqlDatabase(file)
    sql.exec('PRAGMA user_version = 99')
    sql.close()
    const before = fs.readFileSync(file)
    const error = problemOf(folder)
    expect(error.problem).toBe('newer')
    expect(error.message).toContain(file)
    expect(error.message).toMatch(/schema 99.*Update Kandian/)
    expect(fs.readFileSync(file).equals(before)).toBe(true)
  })

  test.each([
    ['text', (file: string) => fs.writeFileSync(file, 'this is a shopping list, not a database. '.repeat(50))],
    [
      'a database of another program',
      (file: string) => {
        const sql = new LibsqlDatabase(file)
        sql.exec('CREATE TABLE shopping (what TEXT)')
        sql.close()
      },
    ],
  ])('%s in its place is refused, named, with the remedy, and left as it is', (_name, write) => {
    const folder = newFolder()
    const file = path.join(folder, 'cloud.db')
    write(file)
    const before = fs.readFileSync(file)
    const error = problemOf(folder)
    expect(error.problem).toBe('broken')
    expect(error.message).toContain(file)
    expect(error.message).toMatch(/Move it away.*--data DIR/)
    expect(fs.readFileSync(file).equals(before)).toBe(true)
  })

  test.each([
    ['cut in half', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['overwritten in the middle', (bytes: Buffer) => bytes.fill(0xab, bytes.length / 2, bytes.length / 2 + 8192)],
  ])('a file that was %s is refused as broken', async (_name, damage) => {
    const folder = newFolder()
    await filled(folder, 100)
    const file = path.join(folder, 'cloud.db')
    fs.writeFileSync(file, damage(fs.readFileSync(file)))
    expect(problemOf(folder)).toMatchObject({ problem: 'broken', path: file })
  })

  test('a file that another local cloud has open is refused', async () => {
    const folder = newFolder()
    const first = openDatabase({ folder, collections: COLLECTIONS })
    const error = problemOf(folder)
    expect(error).toMatchObject({ problem: 'inUse' })
    expect(error.message).toContain('in use by another local cloud')
    expect(await collectionOf(first, 'items').insert({ _id: 'x' })).toEqual(['x'])
    first.close()
  })

  test('a folder that is a file is refused', () => {
    const file = path.join(newFolder(), 'file')
    fs.writeFileSync(file, '')
    expect(problemOf(file)).toMatchObject({ problem: 'unusable', path: file })
  })

  test('closing folds the log into the file, and may be done twice', async () => {
    const folder = newFolder()
    const database = openDatabase({ folder, collections: COLLECTIONS })
    await collectionOf(database, 'items').insert({ _id: 'x' })
    database.close()
    database.close()
    expect(fs.readdirSync(folder)).toEqual(['cloud.db'])
  })
})
