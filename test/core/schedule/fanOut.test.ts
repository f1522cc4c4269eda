import { fanOut, type Rests } from '../../../core/schedule/fanOut'
import { RunMemory } from '../../../core/schedule/runMemory'
import { runMinute } from '../../../core/schedule/runMinute'
import { runShard } from '../../../core/schedule/shardRun'
import { MINUTE_MS, minuteOf } from '../../../core/time/units'
import { fakeSettings, fakeStore } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { type FakePorts, fakePorts } from '../../fakes/ports'

const STORES = ['s1', 's2', 's3', 's4', 's5', 's6']

const chain = (shards: number): FakePorts => {
  const ports = fakePorts(NOON)
  ports.store.settings.set('main', { ...fakeSettings, shards })
  for (const _id of STORES) ports.store.stores.set(_id, { ...fakeStore, _id })
  return ports
}
const shardsIn = (ports: FakePorts) => [...new Set([...ports.store.stores.values()].map(({ shard }) => shard))].sort()
const called = (ports: FakePorts) => ports.store.handed.map(({ event }) => event.shard)

describe('the minute of a chain', () => {
  it('with one shard is one run that calls nobody', async () => {
    const ports = chain(1)
    const memory = new RunMemory()
    for (let minute = 1; minute <= 3; minute++) await runMinute(ports, memory, NOON + minute * MINUTE_MS)
    expect(ports.store.handed).toEqual([])
    expect(ports.store.leases.size).toBe(0)
    expect(shardsIn(ports)).toEqual(['0'])
  })

  it('takes up a new number of shards, and then calls each once', async () => {
    const ports = chain(3)
    const memory = new RunMemory()
    await runMinute(ports, memory, NOON + MINUTE_MS)
    await runMinute(ports, memory, NOON + 2 * MINUTE_MS)
    expect(shardsIn(ports)).toEqual(['0', '1', '2'])
    expect(await runMinute(ports, memory, NOON + 3 * MINUTE_MS)).toMatchObject({ worked: 'handed' })
    expect(called(ports)).toEqual(['0', '1', '2'])
  })

  it('every store of every shard is folded, judged and told of when the calls run', async () => {
    const ports = chain(3)
    const memory = new RunMemory()
    for (let minute = 1; minute <= 2; minute++) await runMinute(ports, memory, NOON + minute * MINUTE_MS)
    const alone = ports.store.heartbeats.get('run:aggregate')?.at
    for (const store of ports.store.stores.values()) {
      const batch = storedBatch('session0001-0', store._id, NOON + 2 * MINUTE_MS, {
        ...{ store: store._id },
        ...measured(1, 'GET /menu', 0, 1, 100),
      })
      ports.store.batches.set(store._id, { ...batch, _id: store._id, shard: store.shard })
    }
    const now = NOON + 3 * MINUTE_MS + 17_000
    await runMinute(ports, memory, now)
    for (const { event } of ports.store.handed)
      expect(await runShard(ports, new Map(), String(event.shard), now)).toMatchObject({
        ok: true,
        value: { worked: 'full' },
      })
    const folded = [...ports.store.minutes.values()].flatMap(({ shard, stores }) =>
      Object.keys(stores).map((store) => [store, shard]),
    )
    expect(folded.sort()).toEqual(STORES.map((store) => [store, ports.store.stores.get(store)?.shard]))
    expect([...ports.store.boards.keys()].sort()).toEqual(STORES)
    expect(ports.store.heartbeats.get('fold:1')?.through).toBe(minuteOf(now) * MINUTE_MS)
    // the whole has come as far as the last of them
    expect(ports.store.heartbeats.get('run:aggregate')?.at).toBe(alone)
    await runMinute(ports, memory, now + MINUTE_MS)
    expect(ports.store.heartbeats.get('run:aggregate')?.at).toBe(now)
  })

  it('a call that comes twice leaves when the first is at work; the next minute is free again', async () => {
    const ports = chain(1)
    const memories = new Map()
    const now = NOON + MINUTE_MS
    const twice = await Promise.all([runShard(ports, memories, '0', now), runShard(ports, new Map(), '0', now)])
    expect(twice.map((run) => run.ok && run.value.worked).sort()).toEqual(['full', 'leased'])
    expect(await runShard(ports, new Map(), '0', now + MINUTE_MS)).toMatchObject({ value: { worked: 'full' } })
  })

  it.each(['9', 'all'])('a shard %s that holds nothing is refused', async (shard) => {
    expect(await runShard(chain(1), new Map(), shard, NOON)).toMatchObject({ ok: false, error: { field: 'shard' } })
  })

  it('a shard that said when it wants its next call is left alone until then; one that did not answer is called again', async () => {
    const ports = chain(1)
    const rests: Rests = new Map()
    ports.handOver.call = async (_, event) =>
      event.shard === '0' ? { ok: true, value: { restUntilMs: NOON + 12 * MINUTE_MS } } : null
    const call = (nowMs: number) => fanOut(ports, 'aggregate', ['0', '1'], nowMs, { rests })
    expect(await call(NOON)).toEqual(['0', '1'])
    expect(await call(NOON + MINUTE_MS)).toEqual(['1'])
    expect(await call(NOON + 12 * MINUTE_MS)).toEqual(['0', '1'])
  })
})
