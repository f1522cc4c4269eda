import { collectionExists, collectionMissing, invalidParam } from './errors'
import type { SqlFile } from './file/sqlFile'
import type { IndexField } from './keys/indexKeys'

/** An index with its table. `holdsLists` stays true once any document had a list in one of its fields. */
export type Index = {
  name: string
  fields: readonly IndexField[]
  unique: boolean
  table: string
  number: number
  holdsLists: boolean
}

export type Collection = { name: string; number: number; table: string; indexes: Index[] }

const NAME = /^[A-Za-z][\w.-]{0,127}$/

/** The collections and indexes of one file, kept in memory and written through. */
export class Catalogue {
  private readonly byName = new Map<string, Collection>()

  constructor(private readonly sql: SqlFile) {
    for (const [number, name] of sql.all('SELECT number, name FROM collections')) {
      const collection = { name: String(name), number: Number(number), table: `documents_${number}`, indexes: [] }
      this.byName.set(collection.name, { ...collection, indexes: this.readIndexes(collection.number) })
    }
  }

  /** @throws WireError when there is no such collection */
  collection(name: string): Collection {
    const found = this.byName.get(name)
    if (found === undefined) throw collectionMissing(name)
    return found
  }

  find(name: string): Collection | undefined {
    return this.byName.get(name)
  }

  all(): Collection[] {
    return [...this.byName.values()]
  }

  /** @throws WireError when it exists or its name is not allowed */
  createCollection(name: string): Collection {
    if (this.byName.has(name)) throw collectionExists(name)
    if (!NAME.test(name)) throw invalidParam(`collectionName "${name}" must be letters, digits, _ . - after a letter`)
    return this.sql.atomically(() => {
      this.sql.run('INSERT INTO collections (name) VALUES (?)', name)
      const number = Number(this.sql.get('SELECT last_insert_rowid()')?.[0])
      const table = `documents_${number}`
      this.sql.execute(`CREATE TABLE ${table} (seq INTEGER PRIMARY KEY, id BLOB NOT NULL UNIQUE, body TEXT NOT NULL)`)
      const collection: Collection = { name, number, table, indexes: [] }
      this.byName.set(name, collection)
      return collection
    })
  }

  /** Adds the empty table of an index; the caller fills it. */
  createIndex(collection: Collection, name: string, fields: readonly IndexField[], unique: boolean): Index {
    this.sql.run(
      'INSERT INTO indexes (collection, name, fields, isUnique, holdsLists) VALUES (?, ?, ?, ?, 0)',
      collection.number,
      name,
      JSON.stringify(fields),
      unique ? 1 : 0,
    )
    const number = Number(this.sql.get('SELECT last_insert_rowid()')?.[0])
    const table = `index_${number}`
    this.sql.execute(`CREATE TABLE ${table} (key BLOB, seq INTEGER, PRIMARY KEY (key, seq)) WITHOUT ROWID`)
    return { name, fields, unique, table, number, holdsLists: false }
  }

  dropIndex(collection: Collection, index: Index): void {
    this.sql.forgetStatements()
    this.sql.execute(`DROP TABLE ${index.table}`)
    this.sql.run('DELETE FROM indexes WHERE number = ?', index.number)
    collection.indexes = collection.indexes.filter((other) => other !== index)
  }

  markLists(index: Index): void {
    this.sql.run('UPDATE indexes SET holdsLists = 1 WHERE number = ?', index.number)
    index.holdsLists = true
  }

  /** Removes every collection with its documents. */
  clear(): void {
    this.sql.forgetStatements()
    this.sql.atomically(() => {
      for (const collection of this.all()) {
        for (const index of collection.indexes) this.sql.execute(`DROP TABLE ${index.table}`)
        this.sql.execute(`DROP TABLE ${collection.table}`)
      }
      this.sql.execute('DELETE FROM indexes; DELETE FROM collections;')
    })
    this.byName.clear()
  }

  private readIndexes(collection: number): Index[] {
    const rows = this.sql.all(
      'SELECT number, name, fields, isUnique, holdsLists FROM indexes WHERE collection = ? ORDER BY number',
      collection,
    )
    return rows.map(([number, name, fields, unique, holdsLists]) => ({
      name: String(name),
      fields: JSON.parse(String(fields)) as IndexField[],
      unique: unique === 1,
      table: `index_${number}`,
      number: Number(number),
      holdsLists: holdsLists === 1,
    }))
  }
}
