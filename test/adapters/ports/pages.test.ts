import type { MinuteDocument } from '../../../core/documents/minute'
import { mapDocuments } from '../../../core/errors/sourceMaps/cutMap'
import type { PageWants } from '../../../core/query/measured/pageDocuments'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import type { HourDocument } from '../../../core/rollup/tiers'
import { MINUTE_MS } from '../../../core/time/units'
import { fakeSettings } from '../../fakes/alertedShop'
import { measured, NOON, storedBatch } from '../../fakes/batches'
import { onBothPorts } from './onBothPorts'
import { fact, MINUTE } from './samples'

const PAGE_OF_NOTHING: PageWants = {
  ...{ store: 's1', shards: ['0'], beats: [], users: [], dims: null, issuesSince: null, incidentsSince: NOON },
  ...{ minutes: null, head: null, hours: null, days: [], baseline: false, metrics: [], error: null },
}

onBothPorts((ports, subject) => {
  describe('a page', () => {
    const wants = {
      ...{ store: 's1', shards: ['0'], beats: ['fold:0', 'none'], users: [], dims: null, issuesSince: 0, error: null },
      ...{ incidentsSince: NOON, minutes: null, head: null, hours: null, days: [], baseline: false, metrics: [3] },
    }

    it('is read in one piece: what was asked for, of its own store, in order, users and sketches only if asked for', async () => {
      await ports.directory.writeSettings(fakeSettings, 0)
      const [first, second] = [0, 1].map((later) =>
        foldMinute('0', MINUTE + later, [
          storedBatch('b', `u${later}`, NOON + later * MINUTE_MS, measured(3, 'wechat', 1, 1, 80)),
        ]),
      ) as [MinuteDocument[], MinuteDocument[]]
      for (const part of [...second, ...first]) await ports.minutes.put(part)
      const hour = foldHour('s1', MINUTE / 60, [...first, ...second], true) as HourDocument
      await ports.rollups.putHour(hour)
      await ports.rollups.putHour({ ...hour, _id: 's2:1', store: 's2' })
      await ports.heartbeats.beat('fold:0', NOON, NOON + 5)
      const read = await ports.pages.read({
        ...wants,
        minutes: { from: MINUTE, to: MINUTE + 2 },
        hours: { from: hour.hour, to: hour.hour + 1 },
        days: [{ from: '2026-11-01', to: '2026-11-30', totals: true, rows: true }],
      })
      expect([...read.beats.keys()]).toEqual(['fold:0'])
      expect(read.minutes.map(({ minute, stores }) => [minute, stores.s1?.series.m])).toEqual([
        [MINUTE, [3]],
        [MINUTE + 1, [3]],
      ])
      expect(read.hours.map(({ _id, series, totals }) => [_id, series.c, totals])).toEqual([
        [hour._id, hour.series.c, hour.totals],
      ])
      expect(read.days).toEqual([])
      const hours = { from: hour.hour, to: hour.hour + 1 }
      const [withUsers] = (await ports.pages.read({ ...wants, hours, users: [3] })).hours
      expect(withUsers?.series.f).toEqual([['u0', 'u1']])
      const minutes = { from: MINUTE, to: MINUTE + 1 }
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
})
