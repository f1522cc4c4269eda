import type { Sales } from '../../../core/documents/sales'
import { foldHour } from '../../../core/rollup/foldHour'
import type { DayDocument } from '../../../core/rollup/tiers'
import { MINUTE_MS } from '../../../core/time/units'
import { fakeSettings } from '../../fakes/alertedShop'
import { NOON } from '../../fakes/batches'
import { onBothPorts } from './onBothPorts'
import { batchOf, MINUTE, minuteOfBatches } from './samples'

const withoutDims = <T extends { dims?: unknown }>({ dims: _, ...rest }: T) => rest

onBothPorts((ports, subject) => {
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

    it.each(['before the environment is set up', 'afterwards'])(
      'of an order come with all that their sessions told in that time, %s',
      async (when) => {
        jest.spyOn(console, 'warn').mockImplementation(() => {})
        if (when === 'afterwards') await ports.directory.writeSettings(fakeSettings, 0)
        const told = async (session: string, sequence: number, receivedAt: number, dict: string[], shard = '0') => {
          subject.setTime(receivedAt)
          const { receivedAt: _, ...one } = batchOf(`${session}-${sequence}`, receivedAt)
          await ports.batches.insert({ ...one, shard, batch: { ...one.batch, session, dict } })
        }
        await told('session0001', 1, NOON, ['shop.menu'])
        await told('session0001', 2, NOON + 1, ['shop.pay', 'ref1'])
        await told('session0001', 3, NOON + MINUTE_MS, ['shop.orders'])
        await told('session0002', 1, NOON, ['ref2'])
        await told('session0003', 1, NOON + 2, ['ref1'])
        await told('session0001', 4, NOON + 3, ['shop.orders'], '1')
        const about = async (ref: string, toMs: number, ...shards: string[]) =>
          (await ports.batches.readAbout(shards.length === 0 ? ['0'] : shards, ref, NOON, toMs))
            .map(({ _id }) => _id)
            .sort()
        const names = ['user:session0001-1', 'user:session0001-2', 'user:session0003-1']
        expect(await about('ref1', NOON + MINUTE_MS)).toEqual(names)
        expect(await about('ref1', NOON + 2 * MINUTE_MS)).toEqual([...names, 'user:session0001-3'].sort())
        expect(await about('ref3', NOON + MINUTE_MS)).toEqual([])
        expect(await about('ref1', NOON + MINUTE_MS, '1')).toEqual([])
        // of a visit during which the store moved
        expect(await about('ref1', NOON + MINUTE_MS, '1', '0')).toEqual([...names, 'user:session0001-4'].sort())
        const [first] = await ports.batches.readAbout(['0'], 'ref2', NOON, NOON + 1)
        expect(first).toMatchObject({ receivedAt: new Date(NOON), batch: { session: 'session0002', dict: ['ref2'] } })
      },
    )

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
})
