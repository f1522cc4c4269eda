import type { CountTuple, PointTuple } from '../../../contract/batch'
import { METRICS } from '../../../contract/metrics'
import { packBatch } from '../../../core/ingest/packedItems'
import { limitUsers } from '../../../core/rollup/userLimit'
import { measured, NOON, storedBatch } from '../../fakes/batches'

const batches = (user: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    storedBatch(`b${String(index).padStart(3, '0')}`, user, NOON, measured(METRICS.handler.id, 'shop', 0, 2, 30)),
  )

test.each([
  ['a person within the limit', 'somebody', 30, 30],
  ['a person with one more: the first by their ids', 'somebody', 31, 30],
  ['a person far beyond it', 'somebody', 40, 30],
  ['the shop’s own functions, which write as often as they are called', 'function', 400, 400],
  ['probes', 'probe', 40, 40],
])('%s', (_, user, sent, kept) => {
  const limited = limitUsers(batches(user, sent))
  expect(limited.kept.map(({ _id }) => _id).sort()).toEqual(
    batches(user, kept)
      .map(({ _id }) => _id)
      .sort(),
  )
  expect(limited.refused).toBe(3 * (sent - kept))
})

const point: PointTuple = [METRICS.call.id, 0, 0, 0, 90]
const report = { kind: 'error' as const, label: 0, message: 'x', stack: '', page: 'p', at: 0, crumbs: [] }

test.each([
  ['that are as many as may count: all', 500, 500, 3, 0],
  ['with one counter more: without the last batch', 501, 500, 2, 1_004],
  ['with one point more: without the last batch', 500, 501, 2, 1_004],
])(
  'counters and points of one person %s, and errors and orders only come along',
  (_, counters, points, kept, refused) => {
    const counts = Array.from({ length: 2_000 }, (): CountTuple => [METRICS.call.id, 0, 0, 0, 1])
    const limited = limitUsers([
      storedBatch('a', 'somebody', NOON, { dict: ['x'], counts }),
      storedBatch('b', 'somebody', NOON, { dict: ['x'], counts }),
      storedBatch('c', 'somebody', NOON, {
        dict: ['x'],
        counts: counts.slice(0, counters),
        points: Array.from({ length: points }, () => point),
        errors: [report, report],
        orders: [[0, 0, 0]],
      }),
    ])
    expect([limited.kept.length, limited.refused]).toEqual([kept, refused])
  },
)

test('a person’s batches that hold more items than any phone comes to count up to there, packed or not, in any order', () => {
  const counts = Array.from({ length: 2_000 }, (_, index): CountTuple => [METRICS.call.id, 0, 0, index % 1_000, 3])
  const full = (id: string) => storedBatch(id, 'somebody', NOON, { dict: ['x'], counts })
  const small = storedBatch('z', 'other', NOON, measured(METRICS.call.id, 'x', 0, 1))
  const sent = [full('c'), small, full('a'), full('b')]
  const packed = sent.map((one) => ({ ...one, batch: packBatch(one.batch) }))
  for (const batches of [sent, packed, [...sent].reverse()]) {
    const { kept, refused } = limitUsers(batches)
    expect(kept.map(({ _id }) => _id).sort()).toEqual(['other:z', 'somebody:a', 'somebody:b'])
    expect(refused).toBe(2_000 * 3)
  }
})
