import { EXPIRES_AFTER_DAYS, NEVER_EXPIRES } from '../../../core/retention/expiry'
import { compactTick } from '../../../core/rollup/compactTick'
import { foldTick } from '../../../core/rollup/foldTick'
import { KEPT_DAYS } from '../../../core/rollup/retention'
import { runStages } from '../../../core/rollup/runStages'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/time/units'
import { monitorCollections } from '../../../database/collections'
import { fakeStore } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const shop = async (): Promise<FakePorts> => {
  const ports = fakePorts(NOON)
  ports.store.stores.set('s1', fakeStore)
  for (const [id, at] of [
    ['a', NOON + 500],
    ['b', NOON + 3 * MINUTE_MS],
  ] as const) {
    ports.clock.now = at
    const { receivedAt: _, ...batch } = storedBatch(id, 'user1', at, measured(1, 'GET /menu', 0, 1, 100))
    await ports.batches.insert(batch)
  }
  return ports
}

const run = async (ports: FakePorts, nowMs: number) => {
  await foldTick(ports, nowMs)
  return compactTick(ports, nowMs)
}

const sizes = ({ store }: FakePorts) => [store.batches.size, store.minutes.size, store.hours.size, store.days.size]

describe('compacting each hour', () => {
  it('makes the hour as soon as it is folded, and anew when it is sealed', async () => {
    const ports = await shop()
    await run(ports, NOON + 50 * MINUTE_MS)
    expect(ports.store.hours.size).toBe(0)
    await run(ports, NOON + 65 * MINUTE_MS)
    expect([...ports.store.hours.values()]).toMatchObject([{ batches: 2, sealed: false }])
    await run(ports, NOON + 125 * MINUTE_MS)
    expect([...ports.store.hours.values()]).toMatchObject([{ batches: 2, sealed: true }])
    expect([...ports.store.days.values()]).toMatchObject([{ batches: 2, sealed: false }])
    await run(ports, NOON + 26 * HOUR_MS)
    expect([...ports.store.days.values()]).toMatchObject([{ batches: 2, sealed: true }])
  })

  it('seals nothing that is not folded', async () => {
    const ports = await shop()
    await foldTick(ports, NOON + MINUTE_MS + 17_000)
    await compactTick(ports, NOON + 5 * HOUR_MS)
    expect([...ports.store.minutes.values()].map(({ sealed }) => sealed)).toEqual([true])
    expect(ports.store.heartbeats.get('seal:0')?.through).toBe(NOON + MINUTE_MS)
  })

  it('keeps each tier for its time, and deletes it after', async () => {
    const ports = await shop()
    await run(ports, NOON + 3 * HOUR_MS)
    expect(sizes(ports)).toEqual([2, 2, 1, 1])
    const leftAfter = async (days: number) => {
      await run(ports, NOON + days * DAY_MS + HOUR_MS)
      await run(ports, NOON + days * DAY_MS + HOUR_MS)
      return sizes(ports)
    }
    expect(await leftAfter(KEPT_DAYS.batches - 1)).toEqual([2, 2, 1, 1])
    expect(await leftAfter(KEPT_DAYS.batches)).toEqual([0, 2, 1, 1])
    for (let day = 3; day < KEPT_DAYS.minutes; day++) await leftAfter(day)
    expect(sizes(ports)).toEqual([0, 2, 1, 1])
    expect(await leftAfter(KEPT_DAYS.minutes)).toEqual([0, 0, 1, 1])
    for (let day = 8; day < KEPT_DAYS.hours; day++) await leftAfter(day)
    expect(sizes(ports)).toEqual([0, 0, 1, 1])
    expect(await leftAfter(KEPT_DAYS.hours + 1)).toEqual([0, 0, 0, 1])
  })

  it('deletes once a day what is no rollup and over its time, of this store and of none', async () => {
    const ports = await shop()
    const at = NOON + 3 * HOUR_MS
    const old = {
      _id: 's1:f',
      store: 's1',
      fingerprint: 'f',
      firstAt: 1,
      lastAt: at - 91 * DAY_MS,
      status: 'open' as const,
    }
    const sample = { kind: '', message: '', stack: '', page: '', release: '', crumbs: [] }
    await ports.issues.touch([
      { ...old, sample },
      { ...old, _id: 's1:g', lastAt: at - 89 * DAY_MS, sample },
    ])
    await ports.accessLog.insert({ _id: 'x', at: at - 397 * DAY_MS, by: '', action: '', subject: '' })
    const calls: string[] = []
    await run(ports, at)
    expect([...ports.store.issues.keys()]).toEqual(['s1:g'])
    expect(ports.store.accessLog.size).toBe(0)
    ports.before.run = (name) => void (name === 'expiry.remove' && calls.push(name))
    for (let hour = 1; hour < 5; hour++) await run(ports, at + hour * HOUR_MS)
    expect(calls).toEqual([])
  })

  it('what a kill keeps from being deleted goes the next day', async () => {
    const ports = await shop()
    await ports.accessLog.insert({ _id: 'x', at: 0, by: '', action: '', subject: '' })
    await run(ports, NOON + 3 * HOUR_MS)
    expect(ports.store.accessLog.size).toBe(0)
    await ports.accessLog.insert({ _id: 'x', at: 0, by: '', action: '', subject: '' })
    ports.before.run = (name) => {
      if (name === 'expiry.remove') throw new Error('killed')
    }
    await expect(run(ports, NOON + DAY_MS)).rejects.toThrow('killed')
    ports.before.run = () => undefined
    await run(ports, NOON + DAY_MS + HOUR_MS)
    await run(ports, NOON + 2 * DAY_MS)
    expect(ports.store.accessLog.size).toBe(0)
  })

  it('says of every collection of the monitor how long it is kept', () => {
    const told = [...Object.keys(KEPT_DAYS), ...Object.keys(EXPIRES_AFTER_DAYS), ...NEVER_EXPIRES]
    expect(told.sort()).toEqual(monitorCollections.map(({ name }) => name).sort())
  })

  it('a batch is never deleted before it is counted', async () => {
    const ports = await shop()
    await compactTick(ports, NOON + 10 * DAY_MS)
    expect(ports.store.batches.size).toBe(2)
  })
})

describe('the stages of a run', () => {
  it('one that fails is reported and does not keep the others from their work', async () => {
    const done: string[] = []
    const outcomes = await runStages({
      fold: async () => done.push('fold'),
      orders: async () => {
        throw new Error('no such collection')
      },
      alert: async () => done.push('alert'),
    })
    expect(done).toEqual(['fold', 'alert'])
    expect(outcomes).toMatchObject({ fold: { ok: true }, orders: { ok: false }, alert: { ok: true } })
    expect(outcomes.orders).toMatchObject({ error: expect.stringContaining('no such collection') })
  })
})
