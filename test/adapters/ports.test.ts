import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { OPTIONAL } from '../../adapters/repositories/optionalFields'
import type {
  IncidentDocument,
  MinuteDocument,
  NoticeDocument,
  OrderFact,
  Sales,
  SettingsDocument,
  SilenceDocument,
} from '../../core/documents'
import { readSighting, sightingText } from '../../core/errors/newestSighting'
import { mapDocuments } from '../../core/errors/sourceMaps/cutMap'
import type { SourceMapIndexDocument, SourceMapPartDocument } from '../../core/errors/sourceMaps/documents'
import type { OrderSelection, Ports } from '../../core/ports'
import type { PageWants } from '../../core/query/measured/pageDocuments'
import { type Expiring, OF_NO_STORE } from '../../core/retention/expiry'
import { foldHour } from '../../core/rollup/foldHour'
import { foldMinute } from '../../core/rollup/foldMinute'
import type { DayDocument, HourDocument } from '../../core/rollup/tiers'
import { hourOf, MINUTE_MS, minuteOf } from '../../core/time/units'
import { collections } from '../../database/collections'
import { createDatabase, type Database } from '../../localcloud/database/database'
import { sdkDatabase } from '../conformance/sdkCloud'
import { fakeSettings, fakeStore } from '../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../fakes/batches'
import { fakePorts } from '../fakes/ports'

const NOON_MINUTE = minuteOf(NOON)

/** Ports with a clock of their own: the database's, which says when a batch was received. */
interface Subject {
  ports: Ports
  setTime(ms: number): void
  putOrder(order: { _id: string } & Record<string, unknown>): Promise<void>
  putSourceMap(document: SourceMapIndexDocument | SourceMapPartDocument): Promise<void>
  reset(): void
  close(): Promise<void>
}

const fake = async (): Promise<Subject> => {
  let subject = fakePorts(NOON)
  const ports = new Proxy({} as Ports, { get: (_, name: keyof Ports) => subject[name] })
  return {
    ports,
    setTime: (ms) => {
      subject.clock.now = ms
    },
    putOrder: async (order) => {
      subject.store.orders.push(order)
    },
    putSourceMap: async (document) => void subject.store.sourceMaps.set(document._id, document),
    reset: () => {
      subject = fakePorts(NOON)
    },
    close: async () => {},
  }
}

const real = async (): Promise<Subject> => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'kandian-ports-'))
  let now = NOON
  const database: Database = createDatabase({ folder, now: () => now, collections, warn: () => {} })
  const sdk = await sdkDatabase(database)
  const { createPorts } = await import('../../adapters/createPorts')
  const { db } = await import('../../adapters/cloud')
  return {
    ports: createPorts(),
    setTime: (ms) => {
      now = ms
    },
    putOrder: async (order) => {
      await db.collection('orders').add({ data: order })
    },
    putSourceMap: async (document) => void (await db.collection('sourceMaps').add({ data: document })),
    reset: () => {
      now = NOON
      database.reset()
    },
    close: async () => {
      await sdk.close()
      database.close()
      fs.rmSync(folder, { recursive: true })
    },
  }
}

const MINUTE = minuteOf(NOON)
const batchOf = (id: string, receivedAt = NOON) =>
  storedBatch(id, 'user', receivedAt, measured(1, 'GET /menu', 0, 1, 120))
const minuteOfBatches = (count: number) => {
  const [minute] = foldMinute(
    '0',
    MINUTE,
    Array.from({ length: count }, (_, index) => batchOf(`session000${index}-0`)),
  )
  return minute!
}

const PAGE_OF_NOTHING: PageWants = {
  ...{ store: 's1', shards: ['0'], beats: [], users: [], dims: null, issuesSince: null, incidentsSince: NOON },
  ...{ minutes: null, head: null, hours: null, days: [], baseline: false, metrics: [], error: null },
}

const withoutDims = <T extends { dims?: unknown }>({ dims: _, ...rest }: T) => rest

const fact = (changes: Partial<OrderFact> = {}): OrderFact => ({
  createdAt: NOON,
  paidAt: null,
  acceptedAt: null,
  doneAt: null,
  cancelledAt: null,
  refundedAt: null,
  amountFen: 2800,
  updatedAt: NOON,
  ...changes,
})

const incident = (id: string, changes: Partial<IncidentDocument> = {}): IncidentDocument => ({
  _id: id,
  store: 's1',
  area: 'payment',
  version: 1,
  severity: 'crit',
  status: 'open',
  title: '顾客付不了款',
  sentence: '10 位要付款，只有 2 位付成',
  openedAt: NOON,
  resolvedAt: null,
  acknowledged: null,
  alerts: [],
  appliedThrough: 0,
  deliveries: { 'crit:lan': { status: 'leased' } as never },
  nextAt: null,
  step: 0,
  history: [],
  ...changes,
})

/** How a document of each kind is written by its version, and found again. */
const VERSIONED = {
  settings: {
    document: fakeSettings,
    write: (ports: Ports, one: never, version: number) => ports.directory.writeSettings(one, version),
    read: (ports: Ports) => ports.directory.settings(),
  },
  incidents: {
    document: incident('a'),
    write: (ports: Ports, one: never, version: number) => ports.incidents.write(one, version),
    read: (ports: Ports) => ports.incidents.read('a'),
  },
  notices: {
    document: { _id: 'a', store: 's1', kind: 'test', severity: 'ok', title: 't', sentence: 's', createdAt: 1 },
    write: (ports: Ports, one: never, version: number) => ports.notices.write(one, version),
    read: (ports: Ports) => ports.notices.read('a'),
  },
  alertStates: {
    document: { _id: 's1', judgedThrough: 3, series: {}, open: {}, outbox: [] },
    write: (ports: Ports, one: never, version: number) => ports.alertStates.write(one, version),
    read: (ports: Ports) => ports.alertStates.read('s1'),
  },
  credits: {
    document: { _id: 'o:t', openid: 'o', templateId: 't', granted: 1, spent: 0, reserved: {}, events: [] },
    write: (ports: Ports, one: never, version: number) => ports.credits.write(one, version),
    read: (ports: Ports) => ports.credits.read('o', 't'),
  },
}

describe.each([
  ['in memory', fake],
  ['on WeChat Cloud', real],
])('ports %s', (_, make) => {
  let subject: Subject
  let ports: Ports

  beforeAll(async () => {
    subject = await make()
    ports = subject.ports
  })

  beforeEach(() => subject.reset())
  afterAll(() => subject.close())

  const insert = async (id: string, receivedAt: number) => {
    subject.setTime(receivedAt)
    const { receivedAt: _ignored, ...batch } = batchOf(id, receivedAt)
    return ports.batches.insert(batch)
  }

  describe('batches', () => {
    it('are received at the database clock, and once', async () => {
      expect(await insert('session0001-1', NOON + 5)).toBe('inserted')
      expect(await insert('session0001-1', NOON + MINUTE_MS)).toBe('exists')
      const [stored] = await ports.batches.readMinute('0', MINUTE)
      expect(stored).toEqual(batchOf('session0001-1', NOON + 5))
      expect(await ports.batches.readMinute('0', MINUTE + 1)).toEqual([])
      expect(await ports.batches.readMinute('1', MINUTE)).toEqual([])
    })

    it('belong to the minute that begins with them, not to the one before', async () => {
      await insert('session0001-1', NOON - 1)
      await insert('session0001-2', NOON)
      await insert('session0001-3', NOON + MINUTE_MS - 1)
      await insert('session0001-4', NOON + MINUTE_MS)
      const ids = (await ports.batches.readMinute('0', MINUTE)).map(({ _id }) => _id).sort()
      expect(ids).toEqual(['user:session0001-2', 'user:session0001-3'])
      expect(await ports.batches.count('0', MINUTE - 1, MINUTE + 1)).toEqual(
        new Map([
          [MINUTE - 1, 1],
          [MINUTE, 2],
        ]),
      )
    })

    it('tell when the next one came, and null when none did', async () => {
      await insert('session0001-1', NOON + 70_000)
      await insert('session0001-2', NOON + 30_000)
      expect(await ports.batches.firstReceivedFrom('0', NOON)).toBe(NOON + 30_000)
      expect(await ports.batches.firstReceivedFrom('0', NOON + 30_001)).toBe(NOON + 70_000)
      expect(await ports.batches.firstReceivedFrom('0', NOON + 70_001)).toBeNull()
    })

    it('are all there, however many a query gives at once', async () => {
      const { receivedAt: _, ...batch } = batchOf('session0001-0')
      const ids = Array.from({ length: 1001 }, (_, index) => `user:session${String(index).padStart(4, '0')}-0`)
      for (let start = 0; start < ids.length; start += 50)
        await Promise.all(ids.slice(start, start + 50).map((_id) => ports.batches.insert({ ...batch, _id })))
      const found = await ports.batches.readMinute('0', MINUTE)
      expect(found.map(({ _id }) => _id).sort()).toEqual(ids)
      expect(await ports.batches.count('0', MINUTE, MINUTE + 1)).toEqual(new Map([[MINUTE, 1001]]))
    })

    it('are deleted before a time, and only of their shard', async () => {
      await insert('session0001-1', NOON)
      await insert('session0001-2', NOON + 1)
      expect(await ports.batches.removeReceivedBefore('1', NOON + 1)).toBe(0)
      expect(await ports.batches.removeReceivedBefore('0', NOON + 1)).toBe(1)
      expect(await ports.batches.firstReceivedFrom('0', 0)).toBe(NOON + 1)
    })
  })

  describe('minutes', () => {
    it('are replaced by a fuller fold only', async () => {
      expect(await ports.minutes.put(minuteOfBatches(2))).toBe('written')
      expect(await ports.minutes.put(minuteOfBatches(1))).toBe('kept')
      expect(await ports.minutes.put(minuteOfBatches(2))).toBe('kept')
      expect(await ports.minutes.put(minuteOfBatches(3))).toBe('written')
      expect(await ports.minutes.read('0', MINUTE, MINUTE + 1, undefined, 'dims')).toEqual([minuteOfBatches(3)])
      expect(await ports.minutes.read('0', MINUTE, MINUTE + 1)).toEqual([withoutDims(minuteOfBatches(3))])
    })

    it('never change once sealed, and only then can be deleted', async () => {
      await ports.minutes.put(minuteOfBatches(1))
      expect(await ports.minutes.removeSealedBefore('0', MINUTE + 1)).toBe(0)
      await ports.minutes.seal('0', MINUTE + 1, MINUTE + 2)
      expect((await ports.minutes.summaries('0', MINUTE, MINUTE + 1))[0]?.sealed).toBe(false)
      await ports.minutes.seal('0', MINUTE, MINUTE + 1)
      expect(await ports.minutes.put(minuteOfBatches(3))).toBe('kept')
      expect((await ports.minutes.read('0', MINUTE, MINUTE + 1, 's1', 'dims'))[0]).toEqual({
        ...minuteOfBatches(1),
        sealed: true,
      })
      expect(await ports.minutes.removeSealedBefore('0', MINUTE)).toBe(0)
      expect(await ports.minutes.removeSealedBefore('0', MINUTE + 1)).toBe(1)
    })

    it('are read for one store alone when asked', async () => {
      const minute = minuteOfBatches(1)
      const two = { ...minute, stores: { ...minute.stores, s2: minute.stores.s1! } }
      await ports.minutes.put(two)
      expect((await ports.minutes.read('0', MINUTE, MINUTE + 1, 's2'))[0]).toEqual({
        ...withoutDims(minute),
        stores: { s2: minute.stores.s1 },
      })
      expect((await ports.minutes.read('0', MINUTE, MINUTE + 1, 's3'))[0]?.stores).toEqual({})
    })
  })

  describe('hours and days', () => {
    const hourOfBatches = (count: number, sealed: boolean) =>
      foldHour('s1', MINUTE / 60, [minuteOfBatches(count)], sealed)!

    const read = (more?: 'dims') => ports.rollups.readHours('s1', MINUTE / 60, MINUTE / 60 + 1, more)

    it('are replaced until they are sealed, never by an emptier one', async () => {
      await ports.rollups.putHour(hourOfBatches(2, false))
      await ports.rollups.putHour(hourOfBatches(1, false))
      expect(await read()).toEqual([withoutDims(hourOfBatches(2, false))])
      await ports.rollups.putHour(hourOfBatches(2, true))
      await ports.rollups.putHour(hourOfBatches(3, true))
      expect(await read('dims')).toEqual([hourOfBatches(2, true)])
    })

    it('are deleted before a time, of one store', async () => {
      await ports.rollups.putHour(hourOfBatches(1, true))
      expect(await ports.rollups.removeHoursBefore('s2', MINUTE)).toBe(0)
      expect(await ports.rollups.removeHoursBefore('s1', MINUTE / 60)).toBe(0)
      expect(await ports.rollups.removeHoursBefore('s1', MINUTE / 60 + 1)).toBe(1)
    })
  })

  describe('orders', () => {
    it('are found by their update time, kept as a date or as a number', async () => {
      await subject.putOrder({ _id: 'a', updatedAt: new Date(NOON) })
      await subject.putOrder({ _id: 'b', updatedAt: NOON + 1 })
      await subject.putOrder({ _id: 'c', updatedAt: new Date(NOON + 2) })
      const found = await ports.orders.readChanged(fakeSettings.orders, NOON, NOON + 2)
      expect(found.map(({ _id }) => _id).sort()).toEqual(['a', 'b'])
    })

    it('are found by their store, or as those of none that is known', async () => {
      const mapping = { ...fakeSettings.orders, store: 'store' }
      for (const store of ['s1', 's2', 'gone']) await subject.putOrder({ _id: store, store, updatedAt: NOON })
      await subject.putOrder({ _id: 'none', updatedAt: NOON })
      const read = async (select: OrderSelection) =>
        (await ports.orders.readChanged(mapping, NOON, NOON + 1, select)).map(({ _id }) => _id).sort()
      expect(await read({ of: ['s2'] })).toEqual(['s2'])
      expect(await read({ except: ['s2'] })).toEqual(['gone', 'none', 's1'])
    })

    it('days tell their batches for several stores at once', async () => {
      const column = { m: [], l: [], e: [], c: [], k: [], f: [], u: [] }
      const tier = { codec: 1 as const, late: column, dropped: [], fromHour: 1, hours: 24, sealed: false }
      const empty = { m: [], l: [], c: [], k: [], f: [], u: [] }
      for (const [store, day, batches] of [
        ['s1', '2026-11-01', 3],
        ['s1', '2026-11-02', 4],
        ['s2', '2026-11-02', 5],
        ['s3', '2026-11-02', 6],
      ] as const)
        await ports.rollups.putDay({
          ...{ _id: `${store}:${day}`, store, day, batches, ...tier },
          ...{ series: empty, totals: { m: [], c: [], k: [] } },
        } as unknown as DayDocument)
      const found = await ports.rollups.readDayBatches(['s1', 's2', 'none'], '2026-11-02', '2026-11-03')
      expect(found.sort((a, b) => a.batches - b.batches)).toEqual([
        { store: 's1', day: '2026-11-02', batches: 4 },
        { store: 's2', day: '2026-11-02', batches: 5 },
      ])
    })

    it('become facts of their hour, each written whole, the others left', async () => {
      await ports.orders.putHour('s1', 5, { facts: { a: fact(), b: fact() } })
      await ports.orders.putHour('s1', 5, { facts: { b: fact({ paidAt: NOON + 9 }), c: fact() } })
      const hours = await ports.orders.readHours('s1', [4, 5])
      const hourOf5 = { _id: 's1:5', store: 's1', hour: 5, sights: {}, dishes: {} }
      expect(hours).toEqual([{ ...hourOf5, facts: { a: fact(), b: fact({ paidAt: NOON + 9 }), c: fact() } }])
      await ports.orders.putHour('s1', 5, { facts: { a: fact() } })
      expect(await ports.orders.readHours('s1', [5])).toEqual(hours)
      expect(await ports.orders.readHours('s1', [])).toEqual([])
    })

    it('are read of several stores at once, more of them than a query gives', async () => {
      const stores = Array.from({ length: 260 }, (_, index) => `s${index}`)
      for (const store of stores) await ports.orders.putHour(store, 5, { facts: { a: fact() } })
      await ports.orders.putHour('s1', 6, { facts: { b: fact() } })
      const found = await ports.orders.readHoursOf(stores, [3, 4, 5, 7])
      expect(found.map(({ _id }) => _id).sort()).toEqual(stores.map((store) => `${store}:5`).sort())
      expect(await ports.orders.readHoursOf(['s1', 'none'], [5, 6])).toHaveLength(2)
      expect(await ports.orders.readHoursOf([], [5])).toEqual([])
    })
  })

  describe('versioned documents', () => {
    it('are written by whoever saw the last version', async () => {
      const settings: SettingsDocument = {
        ...fakeSettings,
        invites: { old: { role: 'staff', stores: ['s1'], validUntil: 1 } },
      }
      expect(await ports.directory.settings()).toBeNull()
      expect(await ports.directory.writeSettings({ ...settings, version: 1 }, 1)).toBe(false)
      expect(await ports.directory.writeSettings({ ...settings, version: 1 }, 0)).toBe(true)
      expect(await ports.directory.writeSettings({ ...settings, version: 1 }, 0)).toBe(false)
      expect(await ports.directory.writeSettings({ ...settings, invites: {}, version: 2 }, 1)).toBe(true)
      expect(await ports.directory.settings()).toEqual({ ...settings, invites: {}, version: 2 })
    })

    it('are replaced whole: what is gone from a map is gone', async () => {
      const state = { _id: 's1', version: 1, judgedThrough: 3, series: { a: {} }, open: {}, outbox: [] }
      expect(await ports.alertStates.read('s1')).toBeNull()
      expect(await ports.alertStates.write(state, 0)).toBe(true)
      expect(await ports.alertStates.write({ ...state, series: {}, version: 2 }, 1)).toBe(true)
      expect(await ports.alertStates.read('s1')).toEqual({ ...state, series: {}, version: 2 })
    })

    it.each(Object.keys(VERSIONED) as (keyof typeof VERSIONED)[])(
      '%s lose every field that a writer leaves out',
      async (kind) => {
        const { write, read, document } = VERSIONED[kind]
        const anything = (field: string) => (field === 'apis' ? [{ label: 'any', name: 'thing' }] : { any: 'thing' })
        const more = Object.fromEntries(Object.keys(OPTIONAL[kind]).map((field) => [field, anything(field)]))
        const whole = { ...document, ...more, version: 1 }
        expect(await write(ports, whole as never, 0)).toBe(true)
        expect(await read(ports)).toEqual(whole)
        expect(await write(ports, { ...document, version: 2 } as never, 1)).toBe(true)
        expect(await read(ports)).toEqual({ ...document, version: 2 })
      },
    )

    it('of alert states are read together, those that are there', async () => {
      const state = (store: string) => ({
        _id: store,
        version: 1,
        judgedThrough: 3,
        series: {},
        open: {},
        outbox: [],
      })
      for (const store of ['s1', 's2', 's3']) await ports.alertStates.write(state(store), 0)
      const found = await ports.alertStates.readAll(['s3', 's1', 'none'])
      expect(found.map(({ _id }) => _id).sort()).toEqual(['s1', 's3'])
      expect(await ports.alertStates.readAll([])).toEqual([])
    })
  })

  describe('incidents', () => {
    it('are opened once and found while they are open or due', async () => {
      expect(await ports.incidents.insert(incident('a'))).toBe('inserted')
      expect(await ports.incidents.insert(incident('a'))).toBe('exists')
      await ports.incidents.insert(incident('b', { status: 'resolved', resolvedAt: NOON, openedAt: NOON + 1 }))
      await ports.incidents.insert(incident('c', { status: 'resolved', nextAt: NOON, openedAt: NOON + 2 }))
      await ports.incidents.insert(incident('d', { store: 's2', status: 'acknowledged' }))
      const active = await ports.incidents.readActive()
      expect(active.map(({ _id }) => _id).sort()).toEqual(['a', 'c', 'd'])
      await ports.directory.writeSettings(fakeSettings, 0)
      expect((await ports.pages.readChain([])).open.map(({ _id }) => _id).sort()).toEqual(['a', 'd'])
      expect((await ports.incidents.readLatest('s1', 2)).map(({ _id }) => _id)).toEqual(['c', 'b'])
      expect(await ports.incidents.write(incident('a', { version: 2, status: 'resolved' }), 1)).toBe(true)
      expect((await ports.incidents.read('a'))?.status).toBe('resolved')
      expect(await ports.incidents.read('none')).toBeNull()
    })
  })

  describe('what is told, and what is not', () => {
    const silence: SilenceDocument = {
      _id: 'x',
      version: 1,
      store: 's1',
      kind: 'silence',
      area: null,
      upTo: 'crit',
      from: NOON,
      until: NOON + 1000,
      weekly: null,
      by: '兰姨',
      reason: '盘点',
    }

    it('silences are found until they are over', async () => {
      expect(await ports.silences.write(silence, 0)).toBe(true)
      expect((await ports.silences.readActive(NOON)).map(({ _id }) => _id)).toEqual(['x'])
      expect(await ports.silences.readActive(NOON + 1000)).toEqual([])
      expect(await ports.silences.write({ ...silence, version: 2, until: NOON }, 1)).toBe(true)
      expect(await ports.silences.write({ ...silence, version: 2 }, 1)).toBe(false)
      expect((await ports.silences.read('x'))?.until).toBe(NOON)
      expect(await ports.silences.read('none')).toBeNull()
    })

    it('notices are found when they are due, and written once', async () => {
      const notice: NoticeDocument = {
        _id: 'a',
        version: 1,
        store: 's1',
        kind: 'report',
        severity: 'ok',
        title: '昨天 0 单',
        sentence: '',
        createdAt: NOON,
        nextAt: NOON,
        deliveries: {},
      }
      expect([await ports.notices.insert(notice), await ports.notices.insert(notice)]).toEqual(['inserted', 'exists'])
      await ports.notices.insert({ ...notice, _id: 'later', nextAt: NOON + 1 })
      await ports.notices.insert({ ...notice, _id: 'done', nextAt: null })
      expect((await ports.notices.readDue(NOON)).map(({ _id }) => _id)).toEqual(['a'])
      expect(await ports.notices.write({ ...notice, version: 2, nextAt: null }, 1)).toBe(true)
      expect(await ports.notices.readDue(NOON)).toEqual([])
      expect((await ports.notices.read('a'))?.version).toBe(2)
    })

    it('a channel’s allowance is written by whoever saw the last one', async () => {
      expect(await ports.channels.read('robot')).toBeNull()
      expect(await ports.channels.write({ _id: 'robot', version: 1, posts: [NOON, NOON] }, 0)).toBe(true)
      expect(await ports.channels.write({ _id: 'robot', version: 2, posts: [] }, 0)).toBe(false)
      expect(await ports.channels.write({ _id: 'robot', version: 2, posts: [] }, 1)).toBe(true)
      expect(await ports.channels.read('robot')).toEqual({ _id: 'robot', version: 2, posts: [] })
    })
  })

  describe('heartbeats', () => {
    it('only move forward', async () => {
      await ports.heartbeats.beat('fold:0', 10, 100)
      await ports.heartbeats.beat('fold:0', 9, 90)
      await ports.heartbeats.beat('run:aggregate', 11, 11)
      const found = await ports.heartbeats.read(['fold:0', 'run:aggregate', 'none'])
      expect(found.get('fold:0')).toEqual({ _id: 'fold:0', at: 10, through: 100 })
      expect([...found.keys()].sort()).toEqual(['fold:0', 'run:aggregate'])
    })

    it('of several shards lie apart, and are read as one: the latest counts', async () => {
      const series = { m: [], l: [], e: [], c: [], k: [], f: [], u: [] }
      const board = { store: 's1', window: { from: 1, to: 2 }, received: [], series, demo: false }
      await ports.heartbeats.beatAll([{ _id: 'seen', at: 5, through: 5 }], [board])
      await ports.heartbeats.beatAll(
        [{ _id: 'seen', at: 9, through: 3 }],
        [{ ...board, window: { from: 2, to: 3 } }],
        '1',
      )
      await ports.heartbeats.beatAll([{ _id: 'fold:1', at: 9, through: 9 }], [], '1')
      expect(await ports.heartbeats.read(['seen', 'fold:1'])).toEqual(
        new Map([
          ['seen', { _id: 'seen', at: 9, through: 5 }],
          ['fold:1', { _id: 'fold:1', at: 9, through: 9 }],
        ]),
      )
      expect((await ports.heartbeats.glance([], 's1')).board?.window.to).toBe(3)
    })

    it('what stores sold is told for all of them at once, of one that moved as it was told last', async () => {
      const sold = (store: string, at: number) => ({
        ...{ store, at, day: '2026-11-25', orders: at, revenueFen: 100 },
        before: { hour: 1, day: '2026-11-25', known: true, orders: 3, revenueFen: 4, minutes: [[5, 1, 1000]] },
      })
      const [early, late, other] = [sold('s1', 1), sold('s1', 2), sold('s2', 2)] as Sales[]
      await ports.heartbeats.beatAll([{ _id: 'fold:0', at: 5, through: 5 }], [], undefined, [early as Sales])
      await ports.heartbeats.beatAll([], [], '1', [late as Sales, other as Sales])
      await ports.directory.writeSettings(fakeSettings, 0)
      const { beats, sales } = await ports.pages.readChain(['fold:0'])
      expect(beats.has('fold:0')).toBe(true)
      expect([...sales.values()].sort((a, b) => (a.store < b.store ? -1 : 1))).toEqual([late, other])
      const own = await ports.heartbeats.readSales('1')
      expect(own.sort((a, b) => (a.store < b.store ? -1 : 1))).toEqual([late, other])
      expect(await ports.heartbeats.readSales('none')).toEqual([])
    })

    it("a lease is one caller's until it ends", async () => {
      expect(await ports.heartbeats.lease('aggregate:1', 100, 200)).toBe(true)
      expect(await ports.heartbeats.lease('aggregate:1', 199, 299)).toBe(false)
      expect(await ports.heartbeats.lease('aggregate:2', 199, 299)).toBe(true)
      expect(await ports.heartbeats.lease('aggregate:1', 200, 300)).toBe(true)
    })

    it('are written together, with the boards of pages, and read at a glance', async () => {
      const board = {
        store: 's1',
        window: { from: 1, to: 2 },
        received: [1],
        series: { m: [], l: [], e: [], c: [], k: [], f: [], u: [] },
        demo: false,
      }
      const beat = (_id: string, through: number) => ({ _id, at: through, through })
      await ports.heartbeats.beatAll([beat('orders:s1', 7), beat('judge:0', 8)], [board])
      await ports.heartbeats.beatAll([beat('orders:s1', 6)], [{ ...board, received: [] }])
      await ports.heartbeats.bump('credits')
      await ports.heartbeats.bump('credits')
      const glance = await ports.heartbeats.glance(['orders:s1', 'judge:0', 'none'], 's1')
      expect([...glance.beats.values()].map(({ _id, through }) => [_id, through]).sort()).toEqual([
        ['judge:0', 8],
        ['orders:s1', 7],
      ])
      expect(glance.changes.credits - (await ports.heartbeats.glance([], 's2')).changes.credits).toBe(0)
      expect(glance.changes.credits).toBeGreaterThanOrEqual(2)
      expect(glance.board).toEqual({ ...board, received: [] })
      expect((await ports.heartbeats.glance(['judge:0'], 's2')).board).toBeNull()
    })
  })

  describe('a page', () => {
    const wants = {
      ...{ store: 's1', shards: ['0'], beats: ['fold:0', 'none'], users: [], dims: null, issuesSince: 0, error: null },
      ...{ incidentsSince: NOON, minutes: null, head: null, hours: null, days: [], baseline: false, metrics: [3] },
    }

    it('is read in one piece: what was asked for, of its own store, in order, users and sketches only if asked for', async () => {
      await ports.directory.writeSettings(fakeSettings, 0)
      const [first, second] = [0, 1].map((later) =>
        foldMinute('0', NOON_MINUTE + later, [
          storedBatch('b', `u${later}`, NOON + later * MINUTE_MS, measured(3, 'wechat', 1, 1, 80)),
        ]),
      ) as [MinuteDocument[], MinuteDocument[]]
      for (const part of [...second, ...first]) await ports.minutes.put(part)
      const hour = foldHour('s1', NOON_MINUTE / 60, [...first, ...second], true) as HourDocument
      await ports.rollups.putHour(hour)
      await ports.rollups.putHour({ ...hour, _id: 's2:1', store: 's2' })
      await ports.heartbeats.beat('fold:0', NOON, NOON + 5)
      const read = await ports.pages.read({
        ...wants,
        minutes: { from: NOON_MINUTE, to: NOON_MINUTE + 2 },
        hours: { from: hour.hour, to: hour.hour + 1 },
        days: [{ from: '2026-11-01', to: '2026-11-30', totals: true, rows: true }],
      })
      expect([...read.beats.keys()]).toEqual(['fold:0'])
      expect(read.minutes.map(({ minute, stores }) => [minute, stores.s1?.series.m])).toEqual([
        [NOON_MINUTE, [3]],
        [NOON_MINUTE + 1, [3]],
      ])
      expect(read.hours.map(({ _id, series, totals }) => [_id, series.c, totals])).toEqual([
        [hour._id, hour.series.c, hour.totals],
      ])
      expect(read.days).toEqual([])
      const hours = { from: hour.hour, to: hour.hour + 1 }
      const [withUsers] = (await ports.pages.read({ ...wants, hours, users: [3] })).hours
      expect(withUsers?.series.f).toEqual([['u0', 'u1']])
      const minutes = { from: NOON_MINUTE, to: NOON_MINUTE + 1 }
      expect((await ports.pages.read({ ...wants, minutes, users: [3] })).minutes[0]?.stores.s1?.series.f).toEqual([
        ['u0'],
      ])
      const dims = { minutes: false, hours, days: null, spread: false }
      const [broken] = (await ports.pages.read({ ...wants, dims: { ...dims, metrics: [3] } })).dimHours
      expect(broken?.dims?.rows).toEqual(hour.dims?.rows)
      expect(broken?.dims?.late).toEqual(hour.dims?.late)
      const other = await ports.pages.read({
        ...wants,
        hours,
        metrics: [],
        users: [1],
        dims: { ...dims, metrics: [1] },
      })
      expect(other.hours[0]?.series.f).toEqual([[]])
      expect(other.hours[0]?.totals).toEqual({ ...hour.totals, k: [[]] })
      expect(other.dimHours[0]?.dims?.rows.m).toEqual([])
      expect(read.issues).toEqual([])
    })

    it('brings what several stores’ incidents are reckoned from: orders, and what is usual', async () => {
      await ports.directory.writeSettings(fakeSettings, 0)
      for (const store of ['s1', 's2', 's3'])
        for (const hour of [5, 6]) await ports.orders.putHour(store, hour, { facts: { a: fact() }, sights: { b: 1 } })
      await ports.baselines.write({ _id: 's2', version: 1, through: 7, series: {} }, 0)
      await ports.heartbeats.beat('orders:s1', NOON, NOON - 1)
      const { beats, orders, baselines } = await ports.pages.readCosts(['s1', 's2'], [5, 9])
      expect([...beats]).toEqual([['orders:s1', { _id: 'orders:s1', at: NOON, through: NOON - 1 }]])
      expect(orders.sort((a, b) => (a.store < b.store ? -1 : 1))).toEqual(
        ['s1', 's2'].map((store) => ({ _id: `${store}:5`, store, hour: 5, facts: { a: fact() } })),
      )
      expect(baselines.map(({ _id }) => _id)).toEqual(['s2'])
    })

    it('brings what is usual of its own store along, where it is asked for', async () => {
      await ports.directory.writeSettings(fakeSettings, 0)
      for (const _id of ['s1', 's2']) await ports.baselines.write({ _id, version: 1, through: 7, series: {} }, 0)
      expect((await ports.pages.read({ ...wants, baseline: true })).baseline).toEqual({
        ...{ _id: 's1', version: 1, through: 7, series: {} },
      })
      expect((await ports.pages.read(wants)).baseline).toBeNull()
      expect((await ports.pages.read({ ...wants, store: 'none', baseline: true })).baseline).toBeNull()
    })
  })

  it('batches of one error are read with the page, newest first', async () => {
    await ports.directory.writeSettings(fakeSettings, 0)
    for (const [index, word] of ['f1', 'f2', 'f1'].entries()) {
      subject.setTime(NOON + index * MINUTE_MS)
      const { receivedAt: _, ...batch } = storedBatch(`b${index}`, `u${index}`, NOON, { dict: [word] })
      await ports.batches.insert(batch)
    }
    for (const hour of [1, 2]) await ports.orders.putHour('s1', hour, { facts: { a: fact() } })
    const read = await ports.pages.read({
      ...PAGE_OF_NOTHING,
      error: { fingerprint: 'f1', from: NOON, to: NOON + 3 * MINUTE_MS, orderHours: [1] },
    })
    expect(read.sightings.map(({ user }) => user)).toEqual(['u2', 'u0'])
    expect(new Date(read.sightings[0]?.receivedAt as Date).getTime()).toBe(NOON + 2 * MINUTE_MS)
    expect(read.orderHours).toMatchObject([{ _id: 's1:1', store: 's1', hour: 1, facts: { a: fact() } }])
  })

  test('source maps are read by release and part', async () => {
    const map = { file: 'a.js', sources: ['a.ts'], names: [], lines: [[[0, 0, 0, 0]]] }
    const { index, parts } = mapDocuments('1.2.0', [map])
    for (const document of [index, ...parts]) await subject.putSourceMap(document)
    await ports.directory.writeSettings(fakeSettings, 0)
    const error = { fingerprint: 'f1', from: NOON, to: NOON, orderHours: [] }
    expect((await ports.pages.read({ ...PAGE_OF_NOTHING, error })).maps).toEqual([index])
    expect((await ports.pages.read(PAGE_OF_NOTHING)).maps).toEqual([])
    expect(await ports.sourceMaps.parts([...parts.map(({ _id }) => _id), 'nowhere'])).toEqual(parts)
    expect(await ports.sourceMaps.parts([])).toEqual([])
  })

  describe('people', () => {
    it('documents come page by page in the order of their ids, are replaced whole and removed', async () => {
      const { people, credits } = subject.ports
      const credit = { openid: 'o', granted: 1, spent: 0, reserved: {}, refusedAt: null, events: [], version: 1 }
      for (const templateId of ['b', 'a', 'c']) await credits.write({ ...credit, _id: templateId, templateId }, 0)
      const first = await people.page('credits', '', 2)
      expect(first.map(({ _id }) => _id)).toEqual(['a', 'b'])
      expect((await people.page('credits', 'b', 2)).map(({ _id }) => _id)).toEqual(['c'])
      const [one] = first
      expect(await people.replace('credits', { ...(one as { _id: string }), reserved: { k: 1 }, openid: 'p' })).toBe(
        true,
      )
      const [replaced] = await people.page('credits', '', 1)
      expect(replaced).toMatchObject({ _id: 'a', openid: 'p', reserved: { k: 1 }, version: 2 })
      // who read it before writes over it no more, and neither is a later change written over
      expect(await credits.write({ ...credit, _id: 'a', templateId: 'a', version: 2 }, 1)).toBe(false)
      expect(await people.replace('credits', one as { _id: string })).toBe(false)
      await people.remove('credits', 'a')
      expect((await people.page('credits', '', 5)).map(({ _id }) => _id)).toEqual(['b', 'c'])
    })
  })

  describe('expiry', () => {
    const day = 24 * 60 * MINUTE_MS
    const before = NOON
    const silence = (id: string, until: number): SilenceDocument => ({
      ...{ _id: id, version: 1, store: 's1', kind: 'silence', area: null, upTo: 'crit', from: 0, until },
      ...{ weekly: null, by: '兰姨', reason: '' },
    })
    const notice = (id: string, createdAt: number, nextAt: number | null): NoticeDocument => ({
      ...{ _id: id, version: 1, store: 's1', kind: 'report', severity: 'ok', title: '', sentence: '' },
      ...{ createdAt, nextAt, deliveries: {} },
    })
    const issue = (fingerprint: string, lastAt: number) => ({
      ...{ _id: `s1:${fingerprint}`, store: 's1', fingerprint, firstAt: 1, lastAt, status: 'open' as const },
      sample: { kind: 'error', message: '', stack: '', page: '', release: '1', crumbs: [] },
    })
    const entry = (id: string, at: number) => ({ _id: id, at, by: 'x', action: 'rules', subject: '' })
    const event = (order: string): Parameters<Ports['postedOrders']['put']>[0] => ({
      ...{ store: 's1', order, state: 'created', at: NOON, amountFen: 100 },
    })
    const put: Record<Expiring, () => Promise<unknown>> = {
      issues: () => ports.issues.touch([issue('old', before - 1), issue('young', before)]),
      orderHours: async () => {
        for (const ms of [before - day, before]) await ports.orders.putHour('s1', hourOf(ms), { facts: { o: fact() } })
      },
      postedOrders: async () => {
        await ports.postedOrders.put(event('old'))
        subject.setTime(before + 1)
        await ports.postedOrders.put(event('young'))
        subject.setTime(NOON)
      },
      notices: async () => {
        await ports.notices.insert(notice('old', before - 1, null))
        await ports.notices.insert(notice('old but not done', before - 1, 5))
        await ports.notices.insert(notice('young', before, null))
      },
      silences: async () => {
        for (const [id, until] of [
          ['old', before - 1],
          ['young', before],
        ] as const)
          await ports.silences.write(silence(id, until), 0)
      },
      incidents: async () => {
        const times = { openedAt: before - 1, resolvedAt: before }
        await ports.incidents.insert(incident('old', { ...times, status: 'resolved' }))
        await ports.incidents.insert(incident('old but open', { openedAt: before - 1 }))
        await ports.incidents.insert(incident('young', { openedAt: before, status: 'resolved' }))
      },
      accessLog: async () => {
        await ports.accessLog.insert(entry('old', before - 1))
        await ports.accessLog.insert(entry('young', before))
      },
    }
    it.each(Object.keys(put) as Expiring[])('of %s what is old and done with goes, and nothing else', async (name) => {
      await put[name]()
      const limit = name === 'postedOrders' ? before + 1 : before
      if (!OF_NO_STORE.has(name)) expect(await ports.expiry.remove(name, limit, ['s2'])).toBe(0)
      expect(await ports.expiry.remove(name, limit, ['s2', 's1'])).toBe(1)
      expect(await ports.expiry.remove(name, limit, ['s2', 's1'])).toBe(0)
    })
  })

  describe('issues', () => {
    const issue = (firstAt: number, lastAt: number, page: string) => ({
      _id: 's1:f1',
      store: 's1',
      fingerprint: 'f1',
      firstAt,
      lastAt,
      status: 'open' as const,
      sample: { kind: 'error', message: 'x is undefined', stack: '', page, release: '1', crumbs: [] },
    })

    it('are marked by staff, each mark kept', async () => {
      await ports.issues.touch([issue(1, 2, 'a')])
      expect(await ports.issues.mark('s1:f1', { at: 5, by: '小周', status: 'solved' })).toBe(true)
      expect(await ports.issues.mark('s1:f1', { at: 6, by: '小周', status: 'open' })).toBe(true)
      expect(await ports.issues.mark('s1:none', { at: 6, by: '小周', status: 'open' })).toBe(false)
      expect((await ports.issues.read('s1', 0))[0]).toMatchObject({ status: 'open', marks: [{ at: 5 }, { at: 6 }] })
    })

    it('widen in any order to the first and the last sighting, with the sample of the first', async () => {
      await ports.issues.touch([issue(50, 60, 'second')])
      await ports.issues.touch([issue(40, 40, 'first')])
      await ports.issues.touch([issue(55, 70, 'third')])
      expect(await ports.issues.read('s1', 70)).toEqual([issue(40, 70, 'first')])
      expect(await ports.issues.read('s1', 71)).toEqual([])
      expect(await ports.issues.read('s2', 0)).toEqual([])
    })

    it('keep the newest release they were seen in, whichever came last', async () => {
      const in29 = { ...issue(50, 60, 'a'), newest: sightingText({ release: '2.9.0', at: 60 }) as string }
      const in210 = { ...issue(55, 55, 'a'), newest: sightingText({ release: '2.10.0', at: 55 }) as string }
      const later29 = { ...issue(70, 70, 'a'), newest: sightingText({ release: '2.9.0', at: 70 }) as string }
      const inDev = { ...issue(65, 65, 'a'), unorderedAt: 65 }
      for (const one of [in29, in210, inDev, later29]) await ports.issues.touch([one])
      const [found] = await ports.issues.read('s1', 0)
      expect(readSighting(found?.newest as string)).toEqual({ release: '2.10.0', at: 55 })
      expect(found).toMatchObject({ lastAt: 70, unorderedAt: 65 })
    })

    it('are read of several stores at once', async () => {
      await ports.issues.touch([issue(50, 60, 'first'), { ...issue(50, 90, 'first'), _id: 's2:f1', store: 's2' }])
      expect((await ports.issues.readOf(['s1', 's2', 's3'], 0)).map(({ store }) => store).sort()).toEqual(['s1', 's2'])
      expect((await ports.issues.readOf(['s1', 's2'], 70)).map(({ store }) => store)).toEqual(['s2'])
      expect(await ports.issues.readOf([], 0)).toEqual([])
    })
  })

  describe('the directory', () => {
    it('has the names of APIs as a list, also where an early version kept them by their label', async () => {
      const early = { '/menu': { name: '菜单' }, 'pay.v2': { targetMs: 800, name: 7 }, odd: 'text', none: {} }
      await ports.directory.writeSettings({ ...fakeSettings, apis: early as never }, 0)
      const read = await ports.directory.settings()
      expect(read?.apis).toEqual([
        { label: '/menu', name: '菜单' },
        { label: 'pay.v2', targetMs: 800 },
      ])
      const next = { ...fakeSettings, apis: read?.apis ?? [], version: (read?.version ?? 0) + 1 }
      expect(await ports.directory.writeSettings(next, read?.version ?? 0)).toBe(true)
      expect((await ports.directory.settings())?.apis).toEqual(read?.apis)
    })

    it('brings settings, stores and staff in one call, and nothing where it is not set up', async () => {
      const lan = { _id: 'lan', openid: 'o-lan', name: '兰姨', role: 'owner' as const, stores: ['s1'], order: 1 }
      await ports.directory.writeStore(fakeStore)
      await ports.directory.writeStaff({ ...lan, removed: false, joinedAt: 1 })
      expect(await ports.directory.all()).toEqual({ settings: null, stores: [], staff: [] })
      await ports.directory.writeSettings({ ...fakeSettings, apis: { '/menu': { name: '菜单' } } as never }, 0)
      const { settings, stores, staff } = await ports.directory.all()
      expect(settings).toEqual(await ports.directory.settings())
      expect([stores, staff]).toEqual([[fakeStore], [{ ...lan, removed: false, joinedAt: 1 }]])
    })

    it('moves a store once, and remembers where it was, whoever else writes it', async () => {
      await ports.directory.writeStore(fakeStore)
      await ports.directory.moveStore('s1', '0', '2', 100)
      await ports.directory.moveStore('s1', '0', '1', 200)
      await ports.directory.noteAlsoIn('s1', '0', 50)
      await ports.directory.noteAlsoIn('s1', '3', 70)
      await ports.directory.writeStore({ ...fakeStore, name: '新名字' })
      expect(await ports.directory.stores()).toEqual([
        { ...fakeStore, name: '新名字', shard: '2', alsoIn: { 0: 100, 3: 70 } },
      ])
    })

    it('notes the first measurement of a store once', async () => {
      await ports.directory.writeStore({ ...fakeStore, firstSeenAt: null })
      await ports.directory.markSeen('s1', 5)
      await ports.directory.markSeen('s1', 4)
      expect(await ports.directory.stores()).toEqual([{ ...fakeStore, firstSeenAt: 5 }])
    })

    it('keeps staff and credits', async () => {
      const lan = { _id: 'lan', openid: 'o-lan', name: '兰姨', role: 'owner' as const, stores: ['s1'], order: 1 }
      await ports.directory.writeStaff({ ...lan, removed: false, joinedAt: 1 })
      await ports.directory.writeStaff({ ...lan, removed: true, joinedAt: 1 })
      expect(await ports.directory.staff()).toEqual([{ ...lan, removed: true, joinedAt: 1 }])
      const credit = { openid: 'o-lan', granted: 1, spent: 0, reserved: {}, refusedAt: null, events: [], version: 1 }
      expect(await ports.credits.write({ ...credit, _id: 'lan:t1', templateId: 't1' }, 0)).toBe(true)
      expect((await ports.credits.read('o-lan', 't1'))?.granted).toBe(1)
      expect(await ports.credits.read('o-lan', 't2')).toBeNull()
      expect(await ports.credits.readAll(['o-lan', 'o-else'])).toHaveLength(1)
      expect(await ports.credits.readAll([])).toEqual([])
    })
  })
})
