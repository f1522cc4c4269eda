import type { BatchV1 } from '../../contract/batch'
import { MALFORMED, PAUSED, QUEUE_FULL } from '../../miniprogram/sdk/catalogue'
import { countDrops } from '../../miniprogram/sdk/queue/drops'
import { openOutbox, type Parcel } from '../../miniprogram/sdk/queue/outbox'
import { emptyBatch } from '../fakes/batches'

const NOW = 1_795_000_000_000

/** A batch of `tuples` counters of one event each, some 180 bytes a counter, named by its seq. */
const batch = (seq: number, tuples: number, withError = false, base = NOW): BatchV1 => ({
  ...emptyBatch(base, { session: 'session0', seq }),
  base,
  dict: ['x'.repeat(tuples * 165)],
  counts: Array.from({ length: tuples }, (_, minute) => [10, 0, 0, minute, 1] as BatchV1['counts'][number]),
  errors: withError ? [{ kind: 'error', label: 0, message: 'boom', stack: '', page: '', at: 0, crumbs: [] }] : [],
})

const opened = () => {
  const drops = countDrops()
  const outbox = openOutbox(drops)
  return { drops, outbox, seqs: () => outbox.parcels.map(({ content }) => content.seq) }
}

test('without room the oldest healthy batches go first, those with errors last', () => {
  const { outbox, drops, seqs } = opened()
  outbox.add(batch(0, 400, true), 0)
  outbox.add(batch(1, 400), 0)
  outbox.add(batch(2, 400), 0)
  expect(seqs()).toEqual([0, 2])
  outbox.add(batch(3, 400, true), 0)
  expect(seqs()).toEqual([0, 3])
  expect(drops.totals).toEqual([[QUEUE_FULL, 800]])
  outbox.add(batch(4, 400, true), 0)
  expect(seqs()).toEqual([3, 4])
})

test('a batch that was sent once stays, whatever comes: it may have arrived', () => {
  const { outbox, drops, seqs } = opened()
  outbox.add(batch(0, 500), 1)
  for (let seq = 1; seq < 6; seq++) outbox.add(batch(seq, 500), 0)
  expect(seqs()).toEqual([0, 5])
  expect(drops.totals).toEqual([[QUEUE_FULL, 2000]])
})

test('it is also the next to be sent', () => {
  const { outbox } = opened()
  outbox.add(batch(0, 1), 0)
  outbox.add(batch(1, 1), 3)
  expect(outbox.next()?.content.seq).toBe(1)
})

test('what is on its way is not sent a second time meanwhile', () => {
  const { outbox } = opened()
  outbox.add(batch(0, 1), 0)
  outbox.add(batch(1, 1), 0)
  const first = outbox.next()
  if (first) first.flying = true
  expect(outbox.next()?.content.seq).toBe(1)
})

test('what a lost batch had to report as dropped is reported by the next', () => {
  const { outbox, drops } = opened()
  outbox.add({ ...batch(0, 1), dropped: [[PAUSED, 7]] }, 0)
  outbox.lose(outbox.parcels[0] as Parcel, MALFORMED)
  expect(drops.open).toEqual([
    [MALFORMED, 1],
    [PAUSED, 7],
  ])
})
