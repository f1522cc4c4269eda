import { METRICS } from '../../../contract/metrics'
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
