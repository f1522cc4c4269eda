import type { BatchV1 } from '../../../contract/batch'
import { METRICS, type MetricName } from '../../../contract/metrics'
import { OUTCOMES } from '../../../contract/outcomes'
import { batchSchema } from '../../../contract/schemas/batch'
import { watch } from '../../../miniprogram/sdk/server/index'
import type { ServerHost, WatchOptions } from '../../../miniprogram/sdk/server/options'

interface Written {
  _id: string
  shard: string
  user: string
  batch: BatchV1
}

/** A function's instance on virtual time, with a database that can refuse. */
function instance(more: Partial<WatchOptions> = {}) {
  const world = {
    nowMs: 1_795_000_000_000,
    refuse: undefined as string | undefined,
    calls: 0,
    written: [] as Written[],
  }
  const timers: (() => void)[] = []
  const host: ServerHost = {
    now: () => world.nowMs,
    elapsed: () => world.nowMs,
    random: Math.random,
    setTimeout: (run) => timers.push(run),
    clearTimeout: () => {},
    upMs: () => 850,
    memoryMb: () => 120,
  }
  const dishes = {
    where: () => dishes,
    get: async () => {
      world.nowMs += 40
      return { data: ['rice'] }
    },
    add: async ({ data }: { data: object }) => {
      world.calls++
      const { _id, shard, user, batch } = data as Written
      if (world.refuse !== undefined) throw Object.assign(new Error(world.refuse))
      world.written.push({ _id, shard, user, batch: batchSchema.parse(JSON.parse(JSON.stringify(batch))) })
      return { _id }
    },
  }
  const database = { collection: () => ({ ...dishes }), serverDate: () => ({ $date: 'now' }) }
  const options = { store: 'wensan', name: 'shop', database, ...more } as WatchOptions
  const of = (metric: MetricName) =>
    world.written.flatMap(({ batch: { counts, dict } }) =>
      counts.filter(([id]) => id === METRICS[metric].id).map(([, l, o, , n]) => [dict[l], OUTCOMES[o], n]),
    )
  return { world, host, options, database, of }
}

const times = async (n: number, run: () => Promise<unknown>) => {
  for (let i = 0; i < n; i++) await run().catch(() => {})
}

test('a handler gets and answers what it did', async () => {
  const { host, options } = instance()
  const seen: unknown[] = []
  const { main } = watch(
    (event: { a: number }, context: object) => {
      seen.push(event, context)
      return { ok: true, value: event.a }
    },
    options,
    host,
  )
  await expect(main({ a: 5 }, { request_id: 'r' })).resolves.toEqual({ ok: true, value: 5 })
  expect(seen).toEqual([{ a: 5 }, { request_id: 'r' }])
})

test('runs are counted by action and ending, with the cold start, the memory and the calls of the database', async () => {
  const { world, host, options, database, of } = instance()
  const { main } = watch(
    async (event: { action: string }) => {
      await (database.collection() as unknown as { where(): { get(): Promise<unknown> } }).where().get()
      return { ok: event.action === 'menu' }
    },
    options,
    host,
  )
  await times(6, () => main({ action: 'menu' }, {}))
  await times(4, () => main({ action: 'submit' }, {}))
  expect(of('handler')).toEqual([
    ['shop.menu', 'ok', 6],
    ['shop.submit', 'business', 4],
  ])
  expect(of('coldStart')).toEqual([['shop', 'ok', 1]])
  expect(of('instanceMemory')).toEqual([['shop', 'ok', 10]])
  expect(of('query')).toEqual([['undefined.get', 'ok', 10]])
  expect(world.written[0]).toMatchObject({ shard: '0', user: 'function' })
  const durations = world.written[0]?.batch.points.filter(([id]) => id === METRICS.handler.id)
  expect(durations?.every(([, , , , ms]) => ms === 40)).toBe(true)
})

test('an error is thrown on as it is, and told with the id of its request', async () => {
  const { world, host, options, of } = instance()
  const fault = new Error('stock of rice is gone')
  const { main } = watch(() => Promise.reject(fault), options, host)
  await expect(main({ action: 'submit' }, { request_id: 'abc-123' })).rejects.toBe(fault)
  await times(19, () => main({ action: 'submit' }, { request_id: 'later' }))
  const errors = world.written.flatMap(({ batch }) => batch.errors)
  expect(errors).toHaveLength(1)
  expect(errors[0]).toMatchObject({ message: 'stock of rice is gone', page: 'shop.submit' })
  expect(errors[0]?.crumbs.map(({ text }) => text)).toEqual(['request abc-123'])
  expect(of('error').map(([, , n]) => n)).toEqual([1, 19])
})

describe('monitoring costs', () => {
  test('at most one write of the database in ten runs, whatever happens', async () => {
    const { world, host, options } = instance()
    const { main } = watch(
      (event: number) => (event % 3 ? event : Promise.reject(new Error(`e${event}`))),
      options,
      host,
    )
    let run = 0
    await times(95, () => main(run++, {}))
    expect(world.calls).toBe(9)
  })

  test('the first error of an instance is written at once, and what that costs is left out later', async () => {
    const { world, host, options } = instance()
    const { main } = watch((ok: boolean) => (ok ? 1 : Promise.reject(new Error('no'))), options, host)
    const callsAfter: number[] = []
    for (let run = 1; run <= 40; run++) {
      await main(run !== 4 && run !== 6, {}).catch(() => {})
      callsAfter.push(world.calls)
    }
    expect([4, 5, 6, 19, 20, 29, 30, 40].map((run) => callsAfter[run - 1])).toEqual([1, 1, 1, 1, 2, 2, 3, 4])
  })

  test('but an order is written at once, once', async () => {
    const { world, host, options, of } = instance()
    const watched = watch((): void => watched.event('order', { step: 'paid' }, { order: true }), options, host)
    await watched.main({}, {})
    expect(of('custom')).toEqual([['order,step=paid', 'ok', 1]])
    expect(world.calls).toBe(1)
  })
})

describe('a database that refuses', () => {
  test('changes no answer, and everything is written once it takes again, each once', async () => {
    const { world, host, options, of } = instance()
    const { main } = watch(() => 'served', options, host)
    world.refuse = '-501003 exceed request limit'
    for (let i = 0; i < 30; i++) await expect(main({}, {})).resolves.toBe('served')
    world.refuse = undefined
    await times(20, () => main({}, {}))
    expect(of('handler').reduce((sum, [, , n]) => sum + Number(n), 0)).toBe(50)
    expect(new Set(world.written.map(({ _id }) => _id)).size).toBe(world.written.length)
  })

  test('because it has the batch already is done with it', async () => {
    const { world, host, options } = instance()
    const { main } = watch(() => 1, options, host)
    world.refuse = '-502001 E11000 duplicate key error'
    await times(10, () => main({}, {}))
    world.refuse = undefined
    await times(10, () => main({}, {}))
    expect(world.written.map(({ batch }) => batch.seq)).toEqual([1])
  })

  test('that throws when it is touched costs the function nothing', async () => {
    const { host } = instance()
    const database = new Proxy(
      {},
      {
        get: () => {
          throw new Error('no database')
        },
      },
    ) as never
    const { main } = watch(() => 7, { store: 's', name: 'shop', database }, host)
    for (let i = 0; i < 25; i++) await expect(main({}, {})).resolves.toBe(7)
  })
})

test('a ping holds the instance for a moment and is answered without the handler; what comes next is no cold start', async () => {
  const { host, options, of } = instance()
  let ran = 0
  const held: number[] = []
  const patient = {
    ...host,
    setTimeout: (run: () => void, ms: number) => {
      held.push(ms)
      run()
    },
  }
  const { main } = watch(async () => ++ran, options, patient)
  await expect(main({ kandianWarm: 300 } as never, {})).resolves.toEqual({ ok: true, kandianWarm: true })
  await expect(main({ kandianWarm: 60_000 } as never, {})).resolves.toEqual({ ok: true, kandianWarm: true })
  expect([ran, held]).toEqual([0, [300, 1_000]])
  await times(10, () => main({ action: 'menu' } as never, {}))
  expect(of('coldStart')).toEqual([])
  expect(of('handler')).toEqual([['shop.menu', 'ok', 10]])
})
