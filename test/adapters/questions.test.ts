/** Every question over every range on the real adapters: what it costs, how long its lines are, what it says of itself. */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { METRICS } from '../../contract/metrics'
import { orderRef } from '../../contract/orderRef'
import type { ErrorSample } from '../../contract/pages/errors'
import type { OrderWatch } from '../../contract/pages/orderWatch'
import type { Chart, PageHead } from '../../contract/pages/parts'
import { POINTS_MOST, RANGE_NAMES, type Range } from '../../contract/pages/range'
import type { Query } from '../../contract/query'
import type { BatchDocument } from '../../core/documents/batch'
import type { IncidentDocument } from '../../core/documents/incident'
import { issuesOf } from '../../core/errors/issuesOf'
import { mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import { newIncident } from '../../core/incidents/newIncident'
import type { Ports } from '../../core/ports'
import { answerQuery } from '../../core/query/answerQuery'
import { PageMemory } from '../../core/query/pageMemory'
import { KEPT_DAYS } from '../../core/rollup/retention'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../../core/time/units'
import { collections } from '../../database/collections'
import { createDatabase, type Database } from '../../localcloud/database/database'
import { sdkDatabase } from '../conformance/sdkCloud'
import { fakeSettings, fakeStore } from '../fakes/alertedShop'
import { NOON, storedBatch } from '../fakes/batches'
import { foldedShop, OWNER } from '../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
/** Times in which nothing came in, ms before now: one to be found in a chart of any range. */
const HOLES: readonly (readonly [from: number, to: number])[] = [
  [10 * MINUTE_MS, 5 * MINUTE_MS],
  [9 * HOUR_MS, 7 * HOUR_MS],
  [6 * DAY_MS, 4 * DAY_MS],
  [70 * DAY_MS, 66 * DAY_MS],
]
const FINGERPRINT = 'f-paying'
const CALLS_MOST = 2

/** A customer calls, pays, meets an error. */
const visit = (atMs: number, index: number): BatchDocument =>
  storedBatch(`b${index}`, `user${String(index % 40).padStart(12, '0')}`, atMs, {
    session: `s${String(index).padStart(9, '0')}`,
    dict: ['shop.menu', 'wechat', FINGERPRINT, 'launch'],
    counts: [
      [METRICS.call.id, 0, index % 5 === 0 ? 3 : 0, 0, 20],
      [METRICS.pay.id, 1, 0, 0, 1],
      [METRICS.error.id, 2, 2, 0, 1],
      [METRICS.session.id, 3, 0, 0, 1],
    ],
    points: Array.from({ length: 20 }, (_, ms) => [METRICS.call.id, 0, 0, ms, 100 + ((index * 37) % 900)]),
    errors: [
      {
        ...{ kind: 'error', label: 2, message: 'x is undefined', stack: 'at pay (pay.js:1:2)' },
        ...{ page: 'pages/checkout/index', at: 0, crumbs: [] },
      },
    ],
  })

/** Each minute of the last hours, each hour of the last days, each day of two years. */
function visits(): BatchDocument[] {
  const ago = [
    ...Array.from({ length: 150 }, (_, minute) => (minute + 1) * MINUTE_MS),
    ...Array.from({ length: 9 * 24 }, (_, hour) => (hour + 3) * HOUR_MS),
    ...Array.from({ length: 390 }, (_, day) => (day + 10) * DAY_MS),
  ]
  const seen = ago.filter((ms) => !HOLES.some(([from, to]) => ms <= from && ms > to))
  return seen.map((ms, index) => visit(NOW - ms, index))
}

const alert = (rule: string, severity: 'crit' | 'warn') => ({
  ...{ rule, title: rule, severity, since: NOW - 40 * MINUTE_MS, until: null, value: null },
})
const incident: IncidentDocument = newIncident({
  ...{ id: 's1:ordering:1', store: 's1', area: 'ordering', severity: 'crit', title: '付不了', sentence: '' },
  ...{ minute: minuteOf(NOW) - 30, alerts: [alert('paymentSuccess', 'crit'), alert('apiP95', 'warn')] },
})

/** Dates as the wire writes them. */
const asStored = ({ receivedAt, ...rest }: BatchDocument) => ({
  ...rest,
  receivedAt: { $date: receivedAt.toISOString() },
})

interface Situation {
  alerted: boolean
  /** the store has moved: what came until lately lies in another shard, too */
  moved: boolean
  /** `compact` has not made the last hours */
  late: boolean
}

let database: Database
let sdk: Awaited<ReturnType<typeof sdkDatabase>>
let folder: string
let ports: Ports
let calls = 0

beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-questions-'))
  database = createDatabase({ folder, now: () => NOW, collections, warn: () => {} })
  sdk = await sdkDatabase({
    handle: (request) => {
      calls += 1
      return database.handle(request)
    },
  })
  const { cached, createGatheringPorts } = await import('../../adapters/createPorts')
  ports = cached(createGatheringPorts())
})
afterAll(async () => {
  await sdk.close()
  database.close()
  fs.rmSync(folder, { recursive: true })
})

const insert = async (collectionName: string, documents: Iterable<object>): Promise<void> => {
  const data = [...documents].map((document) => JSON.stringify(document))
  if (data.length > 0) await database.handle({ action: 'database.insertDocument', collectionName, data })
}

const batches = visits()
const { store } = foldedShop(batches, NOW)
const fact = { createdAt: NOW, paidAt: NOW, acceptedAt: null, doneAt: null, cancelledAt: null, refundedAt: null }

async function prepare({ alerted, moved, late }: Situation): Promise<void> {
  database.reset()
  const { cached, createGatheringPorts } = await import('../../adapters/createPorts')
  ports = cached(createGatheringPorts())
  const madeMs = late ? NOW - 4 * HOUR_MS : NOW
  const youngest = minuteOf(NOW - (KEPT_DAYS.minutes - 1) * DAY_MS)
  await insert('settings', [{ ...fakeSettings, orders: { ...fakeSettings.orders, number: 'number' } }])
  const home = { ...fakeStore, firstSeenAt: NOW - 400 * DAY_MS }
  await insert('stores', [moved ? { ...home, alsoIn: { '1': NOW + HOUR_MS } } : home])
  await insert('staff', [OWNER])
  await insert(
    'minutes',
    [...store.minutes.values()].filter(({ minute }) => minute >= youngest),
  )
  await insert(
    'hours',
    [...store.hours.values()].filter(({ hour }) => hour >= hourOf(NOW - 40 * DAY_MS) && (hour + 1) * HOUR_MS <= madeMs),
  )
  await insert('days', store.days.values())
  await insert('issues', issuesOf(batches))
  const through = minuteOf(NOW) * MINUTE_MS
  const beat = (_id: string, ms = through) => ({ _id, at: ms, through: ms })
  await ports.heartbeats.beatAll([
    ...[beat('fold:0'), beat('seen'), beat('run:aggregate'), beat('orders:s1')],
    ...(moved ? [beat('fold:1')] : []),
    ...[beat('run:compact', madeMs), beat('tiers:0', madeMs)],
  ])
  for (const days of [0, 1, 7, 14, 21, 28]) {
    const at = NOW - days * DAY_MS - HOUR_MS
    const facts = { [`o${days}`]: { ...fact, createdAt: at, paidAt: at, amountFen: 1000, updatedAt: at } }
    await ports.orders.putHour('s1', hourOf(at), { facts })
  }
  await insert('orders', [
    { _id: 'fresh', number: 'A17', status: 'paid', amount: 900, createdAt: NOW - 1000, updatedAt: NOW - 1000 },
  ])
  // what its phone told of it, in two batches of one visit, between which the store may have moved
  const [told, more] = [
    { ...visit(NOW - 900, 0), _id: 'told', shard: moved ? '1' : '0' },
    { ...visit(NOW - 3 * MINUTE_MS, 0), _id: 'more', shard: '0' },
  ]
  const sight: [number, number, number] = [told.batch.dict.length, 0, 0]
  const ofOrder = { ...told.batch, dict: [...told.batch.dict, orderRef('s1', 'fresh')], orders: [sight] }
  await insert('batches', [asStored({ ...told, batch: ofOrder }), asStored(more)])
  if (alerted) await ports.incidents.insert(incident)
  // a framework's map under WeChat's, a compiler's under that
  const layer = (file: string, source: string) => ({ file, sources: [source], names: [], lines: [[[0, 0, 0, 0]]] })
  const layers = [
    layer('pay.js', 'pages/pay.js'),
    layer('pages/pay.js', 'dist/pay.js'),
    layer('dist/pay.js', 'src/pay.ts'),
  ]
  const { index, parts } = mapDocuments(batches[0]!.batch.app.release, layers)
  await insert('sourceMaps', [index, ...parts])
}

const asked = { store: 's1', metrics: ['call' as const] }
/** Questions that have a range. */
const RANGED: Record<string, (range: Range) => Query> = {
  response: (range) => ({ kind: 'response', store: 's1', range }),
  errors: (range) => ({ kind: 'errors', store: 's1', range }),
  error: (range) => ({ kind: 'error', store: 's1', range, fingerprint: FINGERPRINT }),
  load: (range) => ({ kind: 'load', store: 's1', range }),
  experience: (range) => ({ kind: 'experience', store: 's1', range }),
  transactions: (range) => ({ kind: 'transactions', store: 's1', range }),
  series: (range) => ({ kind: 'series', ...asked, range, statistics: ['count', 'p95', 'availability'] }),
  'series of a label': (range) => ({ kind: 'series', ...asked, range, statistics: ['p95'], label: 'shop.menu' }),
  breakdown: (range) => ({ kind: 'breakdown', ...asked, range, by: 'network' }),
  top: (range) => ({ kind: 'top', ...asked, range, statistic: 'p95' }),
  heatmap: (range) => ({ kind: 'heatmap', ...asked, range, statistic: 'count' }),
}
/** Those that have none. */
const OTHERS: Query[] = [
  { kind: 'overview', store: 's1' },
  { kind: 'chain', store: 's1' },
  { kind: 'incidents', store: 's1' },
  { kind: 'reports', store: 's1' },
  { kind: 'backtest', store: 's1', rule: 'apiP95' },
  { kind: 'orderMapping', store: 's1' },
]
const RANGES: Range[] = [...RANGE_NAMES, { from: NOW - 200 * DAY_MS, to: NOW - 198 * DAY_MS }]

interface Asking {
  value: PageHead
  calls: number
}

async function ask(query: Query, memory: PageMemory): Promise<Asking> {
  // who asks, and where, is known for a minute (PERFORMANCE.md: data calls)
  await Promise.all([ports.directory.settings(), ports.directory.stores(), ports.directory.staff()])
  calls = 0
  const answer = await answerQuery(ports, OWNER, query, NOW, memory)
  if (!answer.ok) throw new Error(`${JSON.stringify(query)}: ${answer.error.message}`)
  return { value: answer.value as unknown as PageHead, calls }
}

/** Everything in an answer that is drawn over slots of time. */
function chartsIn(value: unknown): Chart[] {
  if (typeof value !== 'object' || value === null) return []
  const found = Object.values(value).flatMap(chartsIn)
  return 'at' in value && 'lines' in value ? [value as Chart, ...found] : found
}

/** The longest list of numbers anywhere in an answer. */
function longestLine(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0
  const own = Array.isArray(value) && value.every((one) => one === null || typeof one === 'number') ? value.length : 0
  return Math.max(own, ...Object.values(value).map(longestLine))
}

const inHole = (from: number, to: number): boolean =>
  HOLES.some(([start, end]) => from >= NOW - start && to <= NOW - end)

/** Slots in which nothing came in, and what the lines say of them. */
const holesOf = ({ at, lines, stepMs }: Chart): (number | null)[] =>
  at.flatMap((from, slot) =>
    inHole(from, from + stepMs) ? lines.map(({ values }) => values[slot] as number | null) : [],
  )

const COMPARED: Record<string, string[]> = {
  ...Object.fromEntries(['15m', '1h', '3h', 'today', '24h'].map((range) => [range, ['lastWeek', 'yesterday']])),
  ...{ '7d': ['lastWeek'], '30d': ['before'], '90d': ['before'], '13mo': [] },
}

const CALM = { alerted: false, moved: false, late: false }

describe.each<[string, Situation]>([
  ['a calm store', CALM],
  ['a store that moved, with an alert, while compact is late', { alerted: true, moved: true, late: true }],
])('of %s', (_, situation) => {
  beforeAll(() => prepare(situation), 60_000)

  test.each(Object.entries(RANGED))(
    '%s over any range takes two calls and 500 points, and tells gaps from zeros',
    async (_, query) => {
      // an instance that has answered the ranges before, while what it keeps has changed
      const warm = new PageMemory()
      for (const range of RANGES) {
        const { value, calls } = await ask(query(range), new PageMemory())
        for (const changed of ['incidents', 'credits'] as const) await ports.heartbeats.bump(changed)
        const again = await ask(query(range), warm)
        const most = Math.max(calls, again.calls)
        expect({ range, most }).toEqual({ range, most: Math.min(most, CALLS_MOST) })
        expect(again.value).toEqual(value)
        expect(longestLine(value)).toBeLessThanOrEqual(POINTS_MOST)
        expect(value).toMatchObject({ foldedThrough: expect.any(Number), zone: 'Asia/Shanghai' })
        expect(value.range.from).toBeLessThan(value.range.to)
        for (const chart of chartsIn(value)) {
          for (const { values } of [...chart.lines, ...chart.comparisons]) expect(values).toHaveLength(chart.at.length)
          expect(holesOf(chart).filter((one) => one !== null)).toEqual([])
        }
      }
    },
  )

  test.each(OTHERS)('$kind takes two calls, also when what the instance keeps has changed', async (query) => {
    const memory = new PageMemory()
    const cold = await ask(query, memory)
    for (const changed of ['incidents', 'credits'] as const) await ports.heartbeats.bump(changed)
    const warm = await ask(query, memory)
    expect(Math.max(cold.calls, warm.calls)).toBeLessThanOrEqual(CALLS_MOST)
    expect(longestLine(cold.value)).toBeLessThanOrEqual(POINTS_MOST)
  })

  test('an error is told in its own lines, however many layers of maps lie between, in two calls', async () => {
    const { value, calls } = await ask(RANGED.error!('3h'), new PageMemory())
    const [sample] = (value as unknown as { samples: ErrorSample[] }).samples
    expect({ calls, stack: sample?.stack }).toEqual({ calls: CALLS_MOST, stack: 'at pay (src/pay.ts:1:1)' })
  })

  describe('one order’s road takes two calls, one of them to write down who looks', () => {
    const road = async (query: object, memory = new PageMemory()) => {
      const { value, calls } = await ask({ kind: 'orderWatch', store: 's1', order: 'fresh', ...query }, memory)
      const { order, details, road } = value as unknown as OrderWatch
      expect({ id: order.id, details }).toEqual({ id: 'fresh', details: 'here' })
      // the visit’s other batch is told too
      expect(road.filter(({ kind }) => kind === 'call').length).toBeGreaterThan(20)
      expect(road.some(({ kind }) => kind === 'sight')).toBe(true)
      return calls
    }

    test('from a list, which knows about when it was made', async () => {
      for (const at of [NOW - 1000, NOW - 40 * MINUTE_MS]) expect(await road({ at })).toBe(CALLS_MOST)
    })

    test('typed, its id or its number, in an instance that has shown 总览', async () => {
      const memory = new PageMemory()
      await ask({ kind: 'overview', store: 's1' }, memory)
      for (const order of ['fresh', 'A17']) expect(await road({ order }, memory)).toBe(CALLS_MOST)
    })

    // under which name phones tell of it comes from its id, which the shop's own document says first
    test('typed, in an instance that knows nothing, one more, and so where the list was wrong', async () => {
      expect(await road({ order: 'A17' })).toBe(CALLS_MOST + 1)
      expect(await road({ at: NOW - 3 * DAY_MS })).toBe(CALLS_MOST + 1)
    })
  })

  test('a page tells why there is an alert, where there is one', async () => {
    const { value } = await ask({ kind: 'response', store: 's1', range: '1h' }, new PageMemory())
    expect((value as unknown as { why: object | null }).why).toEqual(
      situation.alerted ? expect.objectContaining({ incident: incident._id }) : null,
    )
  })
})

test('each range has a slot in which nobody was there, and is held against the times that it has', async () => {
  await prepare(CALM)
  for (const range of RANGE_NAMES) {
    const [chart] = chartsIn((await ask(RANGED.series!(range), new PageMemory())).value) as [Chart]
    expect({ range, holes: holesOf(chart).length > 0 }).toEqual({ range, holes: true })
    expect({ range, held: chart.comparisons.map(({ id }) => id) }).toEqual({ range, held: COMPARED[range] })
  }
})
