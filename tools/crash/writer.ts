import type { Ledger } from './ledger'
import type { Ask } from './wireClient'

/** Some weight for each document, so that a write is torn over several pages of the file. */
const FILLER = 'x'.repeat(600)

const document = (life: number, _id: string): string =>
  JSON.stringify({ _id, life: { $numberInt: String(life) }, serial: _id, filler: FILLER })

const one = (_id: string): object => ({ query: JSON.stringify({ _id }), queryType: 'DOC', multi: false })

/** Writes one thing after the other, in every way there is, until a request fails because the cloud is gone. */
export async function writeUntilKilled(name: string, life: number, ask: Ask, ledger: Ledger): Promise<void> {
  const writes = { collectionName: 'writes' }
  for (let n = 0; ; n++) {
    const id = (part: string) => `${life}-${name}-${n}-${part}`
    try {
      await ask('database.insertDocument', { ...writes, data: [document(life, id('single'))] })
      ledger.wrote(life, id('single'))

      const bulk = [0, 1, 2].map((i) => id(`bulk${i}`))
      await ask('database.insertDocument', { ...writes, data: bulk.map((each) => document(life, each)) })
      ledger.wrote(life, ...bulk)

      ledger.counter(name).asked++
      const count = { merge: true, upsert: true, data: '{"$inc":{"count":{"$numberInt":"1"}}}' }
      await ask('database.modifyDocument', { collectionName: 'counters', ...one(name), ...count })
      ledger.counted(name)

      await writePair(life, [id('left'), id('right')], ask, ledger)

      ledger.inDoubt(life, id('single'))
      await ask('database.removeDocument', { ...writes, ...one(id('single')) })
      ledger.removed(life, id('single'))
    } catch (error) {
      if (isRefusal(error)) throw error
      return
    }
  }
}

async function writePair(life: number, pair: [string, string], ask: Ask, ledger: Ledger): Promise<void> {
  const { transactionId } = await ask('database.startTransaction', {})
  for (const id of pair) {
    await ask('database.insertDocument', { collectionName: 'writes', transactionId, data: [document(life, id)] })
  }
  ledger.pairs.push(pair)
  await ask('database.commitTransaction', { transactionId })
  ledger.wrote(life, ...pair)
}

/** An answer of the cloud, as against a connection that broke. */
function isRefusal(error: unknown): boolean {
  return /^[A-Z_]+: /.test((error as Error).message)
}
