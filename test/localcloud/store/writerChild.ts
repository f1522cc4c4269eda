import fs from 'node:fs'
import { createDatabase } from '../../../localcloud/database/database'
import { collectionOf } from './openDatabase'

/**
 * Writes until it is killed: each round inserts a document on its own, then in one transaction a second
 * document and a counter. Whatever was acknowledged is printed, one line each.
 */
async function write(folder: string, first: number): Promise<void> {
  const collections = [{ name: 'items', permission: 'ADMINONLY' as const, indexes: [] }]
  const database = createDatabase({ folder, now: () => 0, collections })
  const items = collectionOf(database, 'items')
  for (let n = first; ; n++) {
    await items.insert({ _id: `single-${n}`, text: 'x'.repeat(1000) })
    fs.writeSync(1, `single-${n}\n`)
    const { transactionId } = await database.handle({ action: 'database.startTransaction' })
    const inside = collectionOf(database, 'items', String(transactionId))
    await inside.insert({ _id: `pair-${n}` })
    await inside.update({ _id: 'counter' }, { $inc: { pairs: 1 } }, { queryType: 'DOC', multi: false, upsert: true })
    await database.handle({ action: 'database.commitTransaction', transactionId })
    fs.writeSync(1, `pair-${n}\n`)
  }
}

void write(process.argv[2] as string, Number(process.argv[3]))
