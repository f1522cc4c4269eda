import fc from 'fast-check'
import type { CountTuple, PointTuple } from '../../../contract/batch'
import { dropReasonCode } from '../../../contract/dropReasons'
import { LIMITS } from '../../../contract/limits'
import { METRICS, type MetricName, metricById } from '../../../contract/metrics'
import { collectBatch } from '../../../core/ingest/collectBatch'
import { BATCHES_BEYOND, BATCHES_PER_USER, IntakeLoad } from '../../../core/ingest/intakeLoad'
import { jsonBytes } from '../../../core/ingest/jsonBytes'
import { unpackBatch } from '../../../core/ingest/packedItems'
import { placeOf } from '../../../core/ingest/place'
import { steer } from '../../../core/ingest/steer'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { fakeStore } from '../../fakes/alertedShop'
import { emptyBatch, measured, NOON, storedBatch } from '../../fakes/batches'
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

  it('tells the phone the cloud’s time and how often to send', async () => {
    const answer = await collectBatch(shop(), sender('hash'), { batch: emptyBatch(NOON) }, NOON + 7)
    expect(answer).toMatchObject({
      value: { steering: { now: NOON + 7, intervalMs: 40_000, sample: 1, pauseUntil: 0 } },
    })
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

  it.each([
    ['a province and a carrier', { country: '中国', province: '广东省', isp: '电信' }, '广东', '电信'],
    ['a region of its own', { country: '中国', province: '广西壮族自治区', isp: '中国移动公众宽带' }, '广西', '移动'],
    ['a city that is a province', { country: '中国', province: '北京', isp: '联通' }, '北京', '联通'],
    ['a university', { country: '中国', province: '上海市', isp: '教育网' }, '上海', '教育网'],
    ['another company', { country: '中国', province: '上海', isp: '鹏博士' }, '上海', '其他'],
    ['another country', { country: '美国', province: '', isp: 'Level3' }, '境外', '其他'],
    ['a network of its own', { country: '', province: '', isp: '内网IP' }, '', ''],
    ['an address in no table', null, '', ''],
  ])('of %s has the short name', (_, entry, region, carrier) => {
    expect(placeOf(entry)).toEqual({ region, carrier })
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
  const take = (ports: ReturnType<typeof shop>, worksIn: string[]) =>
    collectBatch(ports, sender('hash', worksIn), { batch: batchOf([...opened, ...kept]) }, NOON)

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

  it('of another shop is a customer here', async () => {
    expect(await take(shop(), ['s2'])).toMatchObject({ value: { accepted: 20, dropped: {} } })
  })
})

describe('a session that goes on and on', () => {
  it('may still count, but brings no more detail', async () => {
    const ports = shop()
    const batch = emptyBatch(NOON, { seq: LIMITS.sessionBatches, ...measured(1, 'GET /menu', 0, 2, 90) })
    const answer = await collectBatch(ports, sender('hash'), { batch }, NOON)
    expect(answer).toMatchObject({ value: { accepted: 2, dropped: { session_budget: 1 } } })
  })
})

describe('who sends far too much', () => {
  const MOST = BATCHES_PER_USER + BATCHES_BEYOND
  const send = (ports: ReturnType<typeof shop>, load: IntakeLoad, user: string, seq: number, now = NOON) =>
    collectBatch(ports, sender(user), { batch: emptyBatch(now, { seq, ...measured(1, 'GET /menu', 0, 2) }) }, now, {
      load,
    })

  it('is asked to be silent, is not stored, and what was refused is counted with the next batch of the store', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let seq = 0; seq < BATCHES_PER_USER; seq++)
      expect(await send(ports, load, 'loud', seq)).toMatchObject({ value: { steering: { pauseUntil: 0 } } })
    // what is on its way when silence is asked for is still written: the fold counts who is over
    for (let seq = BATCHES_PER_USER; seq < MOST; seq++)
      expect(await send(ports, load, 'loud', seq)).toMatchObject({
        value: { accepted: 2, dropped: {}, steering: { pauseUntil: NOON + 60_000 } },
      })
    expect(await send(ports, load, 'loud', 99)).toMatchObject({
      ok: true,
      value: { accepted: 0, dropped: { rate_limited: 2 }, steering: { pauseUntil: NOON + 60_000 } },
    })
    expect(ports.store.batches.size).toBe(MOST)
    await send(ports, load, 'other', 0)
    await send(ports, load, 'other', 1)
    const told = [...ports.store.batches.values()].flatMap(({ dropped }) => dropped)
    expect(told).toEqual([[dropReasonCode('rate_limited'), 2]])
  })

  it('and sends again what is stored, is answered as the first time, without a call and without being counted', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let seq = 0; seq < BATCHES_PER_USER; seq++) await send(ports, load, 'loud', seq)
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    for (const now of [NOON, NOON + 60_000])
      expect(await send(ports, load, 'loud', 3, now)).toMatchObject({ value: { accepted: 2, dropped: {} } })
    expect(calls).not.toContain('batches.insert')
    await send(ports, load, 'other', 0)
    expect([...ports.store.batches.values()].flatMap(({ dropped }) => dropped)).toEqual([])
    // the same number of another session or person is another batch
    expect(await send(ports, load, 'calm', 3, NOON + 60_000)).toMatchObject({ value: { accepted: 2 } })
    expect(ports.store.batches.size).toBe(BATCHES_PER_USER + 2)
  })

  it('and sends again what another instance stored, is answered as the first time, and nothing is told as refused', async () => {
    const ports = shop()
    const [one, other] = [new IntakeLoad(), new IntakeLoad()]
    await send(ports, one, 'loud', 100)
    for (let seq = 0; seq < BATCHES_PER_USER; seq++) await send(ports, other, 'loud', seq)
    expect(await send(ports, other, 'loud', 100)).toMatchObject({ value: { accepted: 2, dropped: {} } })
    expect(ports.store.batches.size).toBe(BATCHES_PER_USER + 1)
    await send(ports, other, 'calm', 0)
    expect([...ports.store.batches.values()].flatMap(({ dropped }) => dropped)).toEqual([])
  })

  /** A phone: one batch on its way, sent again until there is an answer, and silent while it is asked to be. */
  const phone = (session: string) => ({ session, seq: 0, quietUntil: 0 })

  it.each([
    [1, 2],
    [2, 1],
  ])(
    'on phones that do as they are asked (%d), with answers lost (%d), is never refused what is stored',
    async (holds, losses) => {
      const attempts = fc.array(fc.record({ phone: fc.nat(holds - 1), instance: fc.constantFrom(0, 0, 0, 1, 2) }), {
        minLength: 80,
        maxLength: 80,
      })
      let refused = 0
      let silences = 0
      await fc.assert(
        fc.asyncProperty(
          attempts,
          fc.array(fc.integer({ min: 20, max: 79 }), { maxLength: losses }),
          async (all, lost) => {
            const ports = shop()
            const loads = [new IntakeLoad(), new IntakeLoad(), new IntakeLoad()]
            const phones = [phone('session0001'), phone('session0002')]
            for (const [index, { phone: which, instance }] of all.entries()) {
              const now = NOON + index
              const own = phones[which] as ReturnType<typeof phone>
              if (own.quietUntil > now) continue
              const batch = emptyBatch(now, { session: own.session, seq: own.seq, ...measured(1, 'GET /menu', 0, 2) })
              const load = loads[instance] as IntakeLoad
              const before = new Set(ports.store.batches.keys())
              const answer = await collectBatch(ports, sender('loud'), { batch }, now, { load })
              if (!answer.ok) throw new Error(answer.error.message)
              const isRefused = answer.value.accepted === 0
              if (isRefused) expect(before.has(`loud:${own.session}-${own.seq}`)).toBe(false)
              refused += isRefused ? 1 : 0
              if (lost.includes(index)) continue
              own.seq += 1
              own.quietUntil = answer.value.steering.pauseUntil
              silences += own.quietUntil > 0 ? 1 : 0
            }
          },
        ),
        { numRuns: 100 },
      )
      expect(silences).toBeGreaterThan(50)
      expect(refused).toBeLessThan(silences / 10)
    },
  )

  it('may speak again in the next minute', async () => {
    const ports = shop()
    const load = new IntakeLoad()
    for (let seq = 0; seq <= MOST; seq++) await send(ports, load, 'loud', seq)
    expect(await send(ports, load, 'loud', 100, NOON + 60_000)).toMatchObject({ value: { accepted: 2 } })
  })

  it('counts with the first of its batches only, however many instances took them, in any order', () => {
    const batches = Array.from({ length: BATCHES_PER_USER + 5 }, (_, index) =>
      storedBatch(`session-${String(index).padStart(2, '0')}`, 'loud', NOON, measured(1, 'GET /menu', 0, 2)),
    )
    const [folded] = foldMinute('0', NOON / 60_000, [...batches, storedBatch('a', 'calm', NOON)])
    expect(folded?.batches).toBe(BATCHES_PER_USER + 6)
    expect(folded?.stores.s1?.series.c).toEqual([[2 * BATCHES_PER_USER]])
    expect(folded?.stores.s1?.dropped).toEqual([[dropReasonCode('rate_limited'), 10]])
    expect(foldMinute('0', NOON / 60_000, [storedBatch('a', 'calm', NOON), ...batches.reverse()])).toEqual([folded])
  })
})

describe('steering by load', () => {
  it.each([
    [0, 40_000, 1],
    [299, 40_000, 1],
    [300, 60_000, 1],
    [600, 60_000, 0.5],
    [1200, 60_000, 0.25],
    [9000, 60_000, 0.1],
  ])('%d batches a minute: every %d ms, detail of %d', (rate, intervalMs, sample) => {
    expect(steer(NOON, rate)).toEqual({ intervalMs, sample, pauseUntil: 0, now: NOON })
  })

  it.each([
    [1, 60_000, 1],
    [2, 60_000, 0.25],
    [3, 60_000, 0.1],
  ] as const)('saving at level %d: every %d ms, detail of %d', (saving, intervalMs, sample) => {
    expect(steer(NOON, 0, saving)).toMatchObject({ intervalMs, sample })
    expect(steer(NOON, 9000, saving)).toMatchObject({ intervalMs, sample: 0.1 })
  })

  it('looks at this minute and the one before', () => {
    const load = new IntakeLoad()
    for (let batch = 0; batch < 400; batch++) load.admit(`u${batch}`, NOON)
    expect(load.rate(NOON + 60_000)).toBe(400)
    expect(load.rate(NOON + 120_000)).toBe(0)
  })
})
