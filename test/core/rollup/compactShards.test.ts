import { compactTick } from '../../../core/rollup/compactTick'
import { foldTick } from '../../../core/rollup/foldTick'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/time/units'
import { fakeStore } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const insert = async (ports: FakePorts, shard: string, id: string, at: number): Promise<void> => {
  ports.clock.now = at
  const { receivedAt: _, ...batch } = storedBatch(id, 'user1', at, measured(1, 'GET /menu', 0, 1, 100))
  await ports.batches.insert({ ...batch, shard })
}

const batchesIn = (tier: Map<string, { batches: number }>): number =>
  [...tier.values()].reduce((sum, { batches }) => sum + batches, 0)

describe('a store whose other shard stood still for days', () => {
  it('has all batches in its hours and in its days once that shard goes on', async () => {
    const ports = fakePorts(NOON)
    ports.store.stores.set('s1', { ...fakeStore, shard: '2', alsoIn: { 0: NOON + 2 * HOUR_MS } })
    await insert(ports, '0', 'stray', NOON + 90 * MINUTE_MS)
    let sent = 1
    for (let day = 0; day < 9; day++) {
      for (let hour = 0; hour < 24; hour += 6, sent++) {
        await insert(ports, '2', `b${sent}`, NOON + day * DAY_MS + hour * HOUR_MS + 500)
      }
      const nowMs = NOON + (day + 1) * DAY_MS
      await foldTick(ports, nowMs)
      await compactTick(ports, nowMs, '2')
    }
    for (const shard of ['0', '2']) {
      for (let run = 0; run < 12; run++) {
        await compactTick(ports, NOON + 10 * DAY_MS + (run + (shard === '2' ? 12 : 0)) * HOUR_MS, shard)
      }
    }
    expect(sent).toBe(37)
    expect(batchesIn(ports.store.hours)).toBe(37)
    expect(batchesIn(ports.store.days)).toBe(37)
  })
})
