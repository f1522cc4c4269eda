import { LIMITS } from '../../../contract/limits'
import { collectBatch } from '../../../core/ingest/collectBatch'
import { jsonBytes } from '../../../core/ingest/jsonBytes'
import { fakeStore } from '../../fakes/alertedShop'
import { emptyBatch, measured, NOON } from '../../fakes/batches'
import { fakePorts } from '../../fakes/ports'

const shop = () => {
  const ports = fakePorts(NOON)
  ports.store.stores.set('s1', fakeStore)
  return ports
}

describe('taking in a batch', () => {
  it('stores what is counted and what is not, under the sender’s hash, in one write', async () => {
    const ports = shop()
    const operations: string[] = []
    ports.before.run = (operation) => void operations.push(operation)
    const batch = emptyBatch(NOON, {
      ...measured(1, 'GET /menu', 0, 2),
      counts: [
        [1, 0, 0, 0, 2],
        [77, 0, 0, 0, 1],
      ],
    })
    const answer = await collectBatch(ports, 'hash', { batch }, NOON)
    expect(answer).toMatchObject({ ok: true, value: { accepted: 2, dropped: { unknown_metric: 1 } } })
    expect(operations).toEqual(['directory.stores', 'batches.insert'])
    const [stored] = [...ports.store.batches.values()]
    expect(stored).toMatchObject({ _id: 'hash:session0001-0', shard: '0', user: 'hash', receivedAt: new Date(NOON) })
    expect(stored!.batch.counts).toEqual([[1, 0, 0, 0, 2]])
  })

  it('puts a batch into the shard of its store', async () => {
    const ports = shop()
    ports.store.stores.set('s2', { ...fakeStore, _id: 's2', shard: '3' })
    await collectBatch(ports, 'hash', { batch: emptyBatch(NOON, { store: 's2' }) }, NOON)
    expect([...ports.store.batches.values()].map(({ shard }) => shard)).toEqual(['3'])
  })

  it('accepts a repeated batch silently and keeps the first', async () => {
    const ports = shop()
    const batch = emptyBatch(NOON, measured(1, 'GET /menu', 0, 2))
    const first = await collectBatch(ports, 'hash', { batch }, NOON)
    ports.clock.now = NOON + 120_000
    expect((await collectBatch(ports, 'hash', { batch: { ...batch, sentAt: NOON + 120_000 } }, NOON)).ok).toBe(first.ok)
    expect([...ports.store.batches.values()].map(({ receivedAt }) => receivedAt.getTime())).toEqual([NOON])
  })

  it('two people with the same session do not hide each other', async () => {
    const ports = shop()
    const batch = emptyBatch(NOON, measured(1, 'GET /menu', 0, 2))
    await collectBatch(ports, 'hash1', { batch }, NOON)
    await collectBatch(ports, 'hash2', { batch }, NOON)
    expect(ports.store.batches.size).toBe(2)
  })

  it('refuses a batch over the limit in bytes, not in characters', async () => {
    const ports = shop()
    const label = '面'.repeat(LIMITS.labelLength)
    const batch = emptyBatch(NOON, { dict: Array(200).fill(label) })
    expect(JSON.stringify(batch).length).toBeLessThan(LIMITS.batchBytes)
    expect(await collectBatch(ports, 'hash', { batch }, NOON)).toMatchObject({
      ok: false,
      error: { code: 'too_large' },
    })
    expect(ports.store.batches.size).toBe(0)
  })

  it('tells the phone the cloud’s time and how often to send', async () => {
    const answer = await collectBatch(shop(), 'hash', { batch: emptyBatch(NOON) }, NOON + 7)
    expect(answer).toMatchObject({
      value: { steering: { now: NOON + 7, intervalMs: 60_000, sample: 1, pauseUntil: 0 } },
    })
  })
})

it.each(['', 'abc', '面', '🍜面a', { a: ['é', '牛肉面'] }])('counts the bytes of %j as UTF-8 does', (value) => {
  expect(jsonBytes(value)).toBe(Buffer.byteLength(JSON.stringify(value)))
})
