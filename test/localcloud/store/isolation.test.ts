import fc from 'fast-check'
import type { Database } from '../../../localcloud/database/database'
import { collectionOf, openDatabase, removeFolders } from './openDatabase'

const IDS = ['a', 'b', 'c']
type State = Map<string, number>

const id = fc.constantFrom(...IDS)
const value = fc.integer({ min: 1, max: 99 })
const who = fc.constantFrom(0, 1, 2)
const step = fc.oneof(
  fc.record({ kind: fc.constant('begin' as const), who }),
  fc.record({ kind: fc.constant('read' as const), who }),
  fc.record({ kind: fc.constant('write' as const), who, id, value }),
  fc.record({ kind: fc.constant('remove' as const), who, id }),
  fc.record({ kind: fc.constant('commit' as const), who }),
  fc.record({ kind: fc.constant('abort' as const), who }),
  fc.record({ kind: fc.constant('outside' as const), id, value }),
)

/** A transaction as it should be: a copy of everything, what it wrote, and what others committed meanwhile. */
type Copy = {
  transactionId: string
  state: State
  wrote: Map<string, number | undefined>
  changedByOthers: Set<string>
}

class Model {
  committed: State = new Map()
  readonly open = new Map<number, Copy>()

  holder(of: string): Copy | undefined {
    return [...this.open.values()].find(({ wrote }) => wrote.has(of))
  }

  /** @returns whether the transaction may write the document; if not, it has ended */
  mayWrite(who: number, of: string): boolean {
    const copy = this.open.get(who) as Copy
    const holder = this.holder(of)
    if ((holder === undefined || holder === copy) && !copy.changedByOthers.has(of)) return true
    this.open.delete(who)
    return false
  }

  publish(of: string, value: number | undefined): void {
    if (this.committed.get(of) === value) return
    if (value === undefined) this.committed.delete(of)
    else this.committed.set(of, value)
    for (const { changedByOthers } of this.open.values()) changedByOthers.add(of)
  }
}

describe('transactions that run side by side', () => {
  let database: Database
  beforeAll(() => {
    database = openDatabase({ collections: [{ name: 'items', permission: 'ADMINONLY', indexes: [] }] })
  })
  afterAll(() => {
    database.close()
    removeFolders()
  })

  const view = (transactionId?: string) => collectionOf(database, 'items', transactionId)
  const set = { queryType: 'DOC', merge: false, upsert: true, multi: false }
  const contents = async (transactionId?: string) =>
    (await view(transactionId).find({ order: { _id: 1 } })).map(({ _id, n }) => [_id, n])
  const inOrder = (state: State) => [...state].sort()

  async function play(model: Model, move: typeof step extends fc.Arbitrary<infer Move> ? Move : never): Promise<void> {
    if (move.kind === 'outside') {
      if (model.holder(move.id)) return
      await view().update({ _id: move.id }, { n: move.value }, set)
      model.publish(move.id, move.value)
      return
    }
    const copy = model.open.get(move.who)
    if (move.kind === 'begin') {
      if (copy) return
      const { transactionId } = await database.handle({ action: 'database.startTransaction' })
      const state = new Map(model.committed)
      model.open.set(move.who, {
        transactionId: String(transactionId),
        state,
        wrote: new Map(),
        changedByOthers: new Set(),
      })
      return
    }
    if (!copy) return
    if (move.kind === 'read') {
      expect(await contents(copy.transactionId)).toEqual(inOrder(copy.state))
      return
    }
    if (move.kind === 'commit' || move.kind === 'abort') {
      await database.handle({ action: `database.${move.kind}Transaction`, transactionId: copy.transactionId })
      model.open.delete(move.who)
      if (move.kind === 'commit') for (const [of, value] of copy.wrote) model.publish(of, value)
      return
    }
    const wanted = move.kind === 'write' ? move.value : undefined
    if (copy.state.get(move.id) === wanted) return
    const work =
      wanted === undefined
        ? view(copy.transactionId).remove({ _id: move.id })
        : view(copy.transactionId).update({ _id: move.id }, { n: wanted }, set)
    const outcome = await work.then(
      () => 'written',
      ({ code }: { code: string }) => code,
    )
    const may = model.mayWrite(move.who, move.id)
    expect(outcome).toBe(may ? 'written' : 'DATABASE_TRANSACTION_CONFLICT')
    if (!may) return
    copy.wrote.set(move.id, wanted)
    if (wanted === undefined) copy.state.delete(move.id)
    else copy.state.set(move.id, wanted)
  }

  test('each sees a copy of the moment it began plus its own writes, and the first writer wins', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (moves) => {
        database.reset()
        const model = new Model()
        for (const move of moves) {
          await play(model, move)
          expect(await contents()).toEqual(inOrder(model.committed))
        }
      }),
      { numRuns: 100 },
    )
  })
})
