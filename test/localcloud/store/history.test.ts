import { History } from '../../../localcloud/store/transactions/history'

const collection = { name: 'items', number: 1, table: 'documents_1', indexes: [] }
const [x, y] = [Buffer.from('x'), Buffer.from('y')]

describe('what documents were before they changed', () => {
  test('each watcher sees the first change after it began', () => {
    const history = new History()
    const first = history.watch()
    history.record(collection, x, 'one')
    const second = history.watch()
    history.record(collection, x, 'two')
    history.record(collection, y, undefined)
    expect(history.versionAt(collection, x, first)).toMatchObject({ bodyBefore: 'one' })
    expect(history.versionAt(collection, x, second)).toMatchObject({ bodyBefore: 'two' })
    expect(history.changedSince(collection, second)).toEqual([
      { idKey: x, bodyBefore: 'two' },
      { idKey: y, bodyBefore: undefined },
    ])
  })

  test('nothing is kept when nobody watches, and all is forgotten when the last one stops', () => {
    const history = new History()
    history.record(collection, x, 'one')
    expect(history.changedSince(collection, 0)).toEqual([])
    history.watch()
    const began = history.watch()
    history.record(collection, x, 'two')
    history.unwatch()
    expect(history.changedSince(collection, began)).toHaveLength(1)
    history.unwatch()
    expect(history.changedSince(collection, began)).toEqual([])
  })
})
