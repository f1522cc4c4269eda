import type { CountTuple, PointTuple } from '../../../contract/batch'
import { dropReasonCode } from '../../../contract/dropReasons'
import { LIMITS } from '../../../contract/limits'
import { METRICS, type MetricName, metricById } from '../../../contract/metrics'
import { collectBatch } from '../../../core/ingest/collectBatch'
import { IntakeLoad } from '../../../core/ingest/intakeLoad'
import { jsonBytes } from '../../../core/ingest/jsonBytes'
import { unpackBatch } from '../../../core/ingest/packedItems'
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
    const answer = await collectBatch(ports, sender('hash'), { batch }, NOON)
    expect(answer).toMatchObject({ ok: true, value: { accepted: 2, dropped: { unknown_metric: 1 } } })
    expect(operations).toEqual(['directory.stores', 'batches.insert'])
    const [stored] = [...ports.store.batches.values()]
    expect(stored).toMatchObject({ _id: 'hash:session0001-0', shard: '0', user: 'hash', receivedAt: new Date(NOON) })
    expect(unpackBatch(stored!.batch).counts).toEqual([[1, 0, 0, 0, 2]])
  })

  it('puts a batch into the shard of its store', async () => {
    const ports = shop()
    ports.store.stores.set('s2', { ...fakeStore, _id: 's2', shard: '3' })
    await collectBatch(ports, sender('hash'), { batch: emptyBatch(NOON, { store: 's2' }) }, NOON)
    expect([...ports.store.batches.values()].map(({ shard }) => shard)).toEqual(['3'])
  })

  it('accepts a repeated batch silently and keeps the first', async () => {
    const ports = shop()
    const batch = emptyBatch(NOON, measured(1, 'GET /menu', 0, 2))
    const first = await collectBatch(ports, sender('hash'), { batch }, NOON)
    ports.clock.now = NOON + 120_000
    expect((await collectBatch(ports, sender('hash'), { batch: { ...batch, sentAt: NOON + 120_000 } }, NOON)).ok).toBe(
      first.ok,
    )
    expect([...ports.store.batches.values()].map(({ receivedAt }) => receivedAt.getTime())).toEqual([NOON])
  })

  it('two people with the same session do not hide each other', async () => {
    const ports = shop()
    const batch = emptyBatch(NOON, measured(1, 'GET /menu', 0, 2))
    await collectBatch(ports, sender('hash1'), { batch }, NOON)
    await collectBatch(ports, sender('hash2'), { batch }, NOON)
    expect(ports.store.batches.size).toBe(2)
  })

  it('refuses a batch over the limit in bytes, not in characters', async () => {
    const ports = shop()
    const label = '面'.repeat(LIMITS.labelLength)
    const batch = emptyBatch(NOON, { dict: Array(200).fill(label) })
    expect(JSON.stringify(batch).length).toBeLessThan(LIMITS.batchBytes)
    expect(await collectBatch(ports, sender('hash'), { batch }, NOON)).toMatchObject({
      ok: false,
      error: { code: 'too_large' },
    })
    expect(ports.store.batches.size).toBe(0)
  })

  it('of a store that is not there is refused by the name of its field, with the remedy', async () => {
    const ports = shop()
    expect(await collectBatch(ports, sender('hash'), { batch: emptyBatch(NOON, { store: 's9' }) }, NOON)).toEqual({
      ok: false,
      error: { code: 'not_found', field: 'batch.store', message: expect.stringContaining('set `store` of init()') },
    })
    expect(ports.store.batches.size).toBe(0)
  })

  it('tells the phone the cloud’s time and how often to send', async () => {
    const answer = await collectBatch(shop(), sender('hash'), { batch: emptyBatch(NOON) }, NOON + 7)
    expect(answer).toMatchObject({
      value: { steering: { now: NOON + 7, intervalMs: 40_000, sample: 1, pauseUntil: 0 } },
    })
  })

  it.each([
    ['fewer than 300 batches a minute come', 299, 0, { intervalMs: 40_000, sample: 1 }],
    ['as many come', 300, 0, { intervalMs: 60_000, sample: 1 }],
    ['the monitor saves', 1, 2, { intervalMs: 60_000, sample: 0.25 }],
    ['both', 2400, 2, { intervalMs: 60_000, sample: 0.1 }],
  ] as const)('asks for less where %s', async (_, batches, saving, asked) => {
    const load = new IntakeLoad()
    for (let other = 1; other < batches; other++) load.admit(`u${other}`, NOON)
    const answer = await collectBatch(shop(), sender('u'), { batch: emptyBatch(NOON) }, NOON, { load, saving })
    expect(answer).toMatchObject({ value: { steering: { ...asked, pauseUntil: 0 } } })
  })
})

it.each(['', 'abc', '面', '🍜面a', { a: ['é', '牛肉面'] }])('counts the bytes of %j as UTF-8 does', (value) => {
  expect(jsonBytes(value)).toBe(Buffer.byteLength(JSON.stringify(value)))
})

const sender = (user: string, worksIn: string[] = []) => ({ user, place: { region: '广东', carrier: '移动' }, worksIn })

describe('where a phone is', () => {
  it('is kept as province and carrier, never as an address', async () => {
    const ports = shop()
    await collectBatch(ports, sender('hash'), { batch: emptyBatch(NOON, measured(1, 'GET /menu', 0, 2)) }, NOON)
    const [stored] = [...ports.store.batches.values()]
    expect(stored?.place).toEqual({ region: '广东', carrier: '移动' })
  })
})

describe('somebody who works in the shop', () => {
  const told = (metric: MetricName, label: string, durationMs?: number) => ({ metric, label, durationMs })
  const opened = [
    ...[
      told('session', 'launch'),
      told('launch', 'pages/menu/index', 900),
      told('route', 'admin/pages/load/index', 300),
    ],
    ...[told('fcp', 'pages/menu/index', 700), told('rating', '5'), told('weakNetwork', '2g')],
  ]
  const kept = [
    ...[told('request', 'GET /menu', 90), told('pay', 'wechat', 800), told('step', 'paid'), told('error', 'f1')],
    ...[told('fcp', 'admin/pages/load/index', 400), told('setData', 'admin/components/bars/index', 30)],
  ]
  const batchOf = (items: typeof opened) =>
    emptyBatch(NOON, {
      dict: items.map(({ label }) => label),
      counts: items.map(({ metric }, index): CountTuple => [METRICS[metric].id, index, 0, 0, 1]),
      points: items.flatMap(({ metric, durationMs }, index): PointTuple[] =>
        durationMs === undefined ? [] : [[METRICS[metric].id, index, 0, 0, durationMs]],
      ),
      orders: [[0, 0, 0]],
    })
  const take = (ports: ReturnType<typeof shop>, worksIn: string[], load = new IntakeLoad()) =>
    collectBatch(ports, sender('hash', worksIn), { batch: batchOf([...opened, ...kept]) }, NOON, { load })

  it('is no customer: what they open is left out with its reason, what they order, pay and meet is not', async () => {
    const ports = shop()
    // six counts and three durations of what was opened; six and four of the rest, and what was seen of an order
    expect(await take(ports, ['s1'])).toMatchObject({ value: { accepted: 11, dropped: { staff: 9 } } })
    const [stored] = [...ports.store.batches.values()]
    expect(stored?.dropped).toEqual([[dropReasonCode('staff'), 9]])
    const { dict, counts } = unpackBatch(stored!.batch)
    expect(counts.map(([id, label]) => told(metricById(id)!, dict[label]!))).toEqual(
      kept.map(({ metric, label }) => told(metric, label)),
    )
    expect(stored?.batch.orders).toHaveLength(1)
  })

  it('is answered the same when the answer was lost and it is sent again', async () => {
    const [ports, load] = [shop(), new IntakeLoad()]
    const first = await take(ports, ['s1'], load)
    expect(await take(ports, ['s1'], load)).toEqual(first)
    expect(ports.store.batches.size).toBe(1)
  })

  it('of another shop is a customer here', async () => {
    expect(await take(shop(), ['s2'])).toMatchObject({ value: { accepted: 20, dropped: {} } })
  })
})
