import fs from 'node:fs'
import path from 'node:path'
import { openLibsql } from '../../../localcloud/store/file/libsqlDriver'
import { type NodeSqlite, openNodeSqlite } from '../../../localcloud/store/file/nodeSqliteDriver'
import { openDriver } from '../../../localcloud/store/file/openDriver'
import type { SqlDriver } from '../../../localcloud/store/file/sqlDriver'
import { fakeNodeSqlite } from './fakeNodeSqlite'
import { newFolder, removeFolders } from './openDatabase'

afterAll(removeFolders)

const BUILT_IN = 'node:sqlite'

/** The built-in module where this Node has it, else one that behaves like it. */
function nodeSqlite(): NodeSqlite {
  try {
    return require(BUILT_IN) as NodeSqlite
  } catch {
    return fakeNodeSqlite
  }
}

const newFile = () => path.join(newFolder(), 'x.db')

describe.each([
  ['libsql', openLibsql],
  ['node:sqlite', (file: string) => openNodeSqlite(file, nodeSqlite())],
])('the SQL library %s', (_name, open: (file: string) => SqlDriver) => {
  let driver: SqlDriver
  beforeEach(() => {
    driver = open(newFile())
    driver.execute('CREATE TABLE t (seq INTEGER PRIMARY KEY, id BLOB UNIQUE, body TEXT)')
  })
  afterEach(() => driver.close())

  test('gives rows as lists of columns, in the order of the statement', () => {
    driver.prepare('INSERT INTO t (id, body) VALUES (?, ?)', false).run([Buffer.from([1]), '看店'])
    expect(driver.prepare('SELECT body, seq FROM t', true).all([])).toEqual([['看店', 1]])
    expect(driver.prepare('SELECT count(*) FROM t', true).get([])).toEqual([1])
  })

  test('gives bytes as Buffers', () => {
    const insert = driver.prepare('INSERT INTO t (id, body) VALUES (?, ?)', false)
    insert.run([Buffer.from([0, 255, 1]), ''])
    const [id] = driver.prepare('SELECT id FROM t', true).get([]) as [Buffer]
    expect(Buffer.isBuffer(id) && id.equals(Buffer.from([0, 255, 1]))).toBe(true)
  })

  test('takes a lone Buffer as a parameter', () => {
    driver.prepare('INSERT INTO t (id, body) VALUES (?, ?)', false).run([Buffer.from([7]), 'seven'])
    expect(driver.prepare('SELECT body FROM t WHERE id = ?', true).get([Buffer.from([7])])).toEqual(['seven'])
    expect(driver.prepare('SELECT body FROM t WHERE id = ?', true).get([Buffer.from([8])])).toBeUndefined()
  })

  test('names a file that is no database, and one that another has locked', () => {
    const file = newFile()
    fs.writeFileSync(file, 'a shopping list '.repeat(100))
    expect(() => open(file).execute('CREATE TABLE t (a)')).toThrow(expect.objectContaining({ code: 'SQLITE_NOTADB' }))
    const shared = newFile()
    const [first, second] = [open(shared), open(shared)]
    first.execute('CREATE TABLE t (a); BEGIN EXCLUSIVE')
    expect(() => second.execute('BEGIN EXCLUSIVE')).toThrow(expect.objectContaining({ code: 'SQLITE_BUSY' }))
    first.execute('COMMIT')
    for (const each of [first, second]) each.close()
  })
})

describe('the choice of the SQL library', () => {
  const original = process.env.KANDIAN_SQL
  beforeEach(() => {
    delete process.env.KANDIAN_SQL
  })
  afterEach(() => {
    if (original === undefined) delete process.env.KANDIAN_SQL
    else process.env.KANDIAN_SQL = original
    jest.resetModules()
    jest.dontMock('libsql')
    jest.dontMock(BUILT_IN)
  })

  const missing = (code: string) => () => {
    throw Object.assign(new Error(`cannot load it (${code})`), { code })
  }

  /** The module anew, with these in place of the two libraries. */
  function choose(libsql: (() => unknown) | undefined, node: () => unknown): typeof openDriver {
    jest.resetModules()
    if (libsql) jest.doMock('libsql', libsql)
    jest.doMock(BUILT_IN, node, { virtual: true })
    return require('../../../localcloud/store/file/openDriver').openDriver
  }

  const answersOf = (driver: SqlDriver) => {
    driver.execute('CREATE TABLE t (a); INSERT INTO t VALUES (5)')
    const row = driver.prepare('SELECT a FROM t', true).get([])
    driver.close()
    return row
  }

  test('libsql is taken when it is there', () => {
    const open = choose(undefined, missing('ERR_UNKNOWN_BUILTIN_MODULE'))
    expect(answersOf(open(newFile()))).toEqual([5])
  })

  test.each(['MODULE_NOT_FOUND', 'ERR_DLOPEN_FAILED'])(
    'where libsql cannot be loaded (%s) the built-in one takes its place',
    (code) => {
      const { fakeNodeSqlite: fake } = jest.requireActual('./fakeNodeSqlite')
      const open = choose(missing(code), () => fake)
      expect(answersOf(open(newFile()))).toEqual([5])
    },
  )

  test('a library that is there and fails is not passed over', () => {
    const broken = jest.fn(() => {
      throw Object.assign(new Error('unable to open'), { code: 'SQLITE_CANTOPEN' })
    })
    const node = jest.fn()
    const open = choose(() => broken, node)
    expect(() => open('/data/x.db')).toThrow('unable to open')
    expect(node).not.toHaveBeenCalled()
  })

  test('KANDIAN_SQL=node takes the built-in one although libsql is there', () => {
    const { fakeNodeSqlite: fake } = jest.requireActual('./fakeNodeSqlite')
    process.env.KANDIAN_SQL = 'node'
    const libsql = jest.fn()
    const open = choose(libsql, () => fake)
    expect(answersOf(open(newFile()))).toEqual([5])
    expect(libsql).not.toHaveBeenCalled()
  })

  test('a whole database runs on the built-in one', async () => {
    const { fakeNodeSqlite: fake } = jest.requireActual('./fakeNodeSqlite')
    choose(jest.fn(), () => fake)
    const { openDatabase, collectionOf } = require('./openDatabase')
    const index = { name: 'n', fields: [{ field: 'n', direction: 1 }], unique: true }
    const collections = [{ name: 'items', permission: 'ADMINONLY', indexes: [index] }]
    const folder = newFolder()
    for (const n of [1, 2]) {
      const database = openDatabase({ folder, collections, library: 'node' })
      const items = collectionOf(database, 'items')
      await items.insert({ _id: `d${n}`, n })
      expect(await items.find({ where: { n: { $gte: 1 } }, order: { n: -1 }, limit: 1 })).toEqual([{ _id: `d${n}`, n }])
      await expect(items.insert({ _id: 'other', n })).rejects.toThrow(/E11000.*index: n/)
      database.close()
    }
  })

  test('where none can be loaded the refusal gives both reasons and the remedy', () => {
    const open = choose(missing('ERR_DLOPEN_FAILED'), missing('ERR_UNKNOWN_BUILTIN_MODULE'))
    expect(() => open('/data/x.db')).toThrow(/libsql: .*ERR_DLOPEN_FAILED.*node: .*ERR_UNKNOWN.*Node 22\.5/)
  })

  test('a word that names no library is refused with those that do', () => {
    process.env.KANDIAN_SQL = 'oracle'
    expect(() => openDriver('/data/x.db')).toThrow(/KANDIAN_SQL is "oracle"; it may be auto, libsql or node/)
  })
})
