import type { CountTuple } from '../../../contract/batch'
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
  ['a person beyond it: the first by their ids', 'somebody', 40, 30],
  ['the shop’s own functions, which write as often as they are called', 'function', 400, 400],
  ['probes', 'probe', 40, 40],
])('%s', (_, user, sent, kept) => {
  const limited = limitUsers(batches(user, sent))
  expect(limited.kept.map(({ _id }) => _id).sort()).toEqual(
    batches(user, kept)
      .map(({ _id }) => _id)
      .sort(),
  )
  expect(limited.refused > 0).toBe(kept < sent)
})

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
