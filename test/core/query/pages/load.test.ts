import { METRICS, type MetricName } from '../../../../contract/metrics'
import type { BatchDocument } from '../../../../core/documents/batch'
import type { CloudUsage } from '../../../../core/ports/meter'
import { monthOf } from '../../../../core/saving/reckonSaving'
import { HOUR_MS, MINUTE_MS } from '../../../../core/time/units'
import { fakeSettings } from '../../../fakes/alertedShop'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop } from '../../../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
const DAY = 86_400_000

/** What one instance of a watched function wrote down. */
const told = (atMs: number, items: [MetricName, string, number][]): BatchDocument =>
  storedBatch(`f${atMs}`, 'function', atMs, {
    session: `f${String(atMs).padStart(15, '0')}`,
    dict: items.map(([, label]) => label),
    counts: items.map(([metric], index) => [METRICS[metric].id, index, 0, 0, 1]),
    points: items.map(([metric, , value], index) => [METRICS[metric].id, index, 0, atMs % MINUTE_MS, value]),
  })

const usage: CloudUsage = {
  source: 'meter',
  since: NOW - 5 * DAY,
  all: { functionCalls: 100_000, dbCalls: 500_000, gbs: 1_000, gbOut: 1 },
  own: { functionCalls: 10_000, dbCalls: 50_000, gbs: 100, gbOut: 0 },
  functions: [
    { name: 'collect', calls: 700, memoryMb: 256 },
    { name: 'shop', calls: 9, memoryMb: 128 },
  ],
  days: [],
}

function shop(batches: BatchDocument[], settings: object = {}, counted: CloudUsage | null = usage) {
  const ports = foldedShop(batches, NOW)
  ports.store.settings.set('main', { ...fakeSettings, ...settings })
  let asked = 0
  ports.meter.read = async () => {
    asked += 1
    return counted
  }
  return { ports, asked: () => asked }
}

const load = (ports: ReturnType<typeof shop>['ports']) => askPage(ports, { kind: 'load', store: 's1' }, NOW)
const COUNTED = { usage: { kind: 'meter', url: '', token: '' } }

describe('the load page', () => {
  it('tells functions from the inside where they are watched, and our own by the cloud’s count', async () => {
    const { ports } = shop(
      [
        told(NOON, [
          ['coldStart', 'shop', 600],
          ['handler', 'shop.pay', 2500],
          ['handler', 'shop.menu', 30],
          ['instanceMemory', 'shop', 118],
          ['call', 'shop.pay', 2700],
        ]),
      ],
      COUNTED,
    )
    const { functions, coldStarts } = await load(ports)
    expect(functions.map(({ label, count, own, watched }) => [label, count, own, watched])).toEqual([
      ['shop.pay', 1, false, true],
      ['shop.menu', 1, false, true],
      ['collect', 700, true, false],
    ])
    expect(functions[0]).toMatchObject({ coldStarts: 1, coldStartMs: 600, memoryMb: 118, memoryLimitMb: 128 })
    expect(coldStarts).toEqual({ count: 1, share: 0.5, meanMs: 600 })
  })

  it('draws the minutes of a slot that is under way as they were, not as a plunge', async () => {
    const now = NOON + 102 * MINUTE_MS
    const everyMinute = [0, 7 * DAY].flatMap((ago) =>
      Array.from({ length: ago === 0 ? 102 : 120 }, (_, minute) =>
        told(NOON - ago + minute * MINUTE_MS + 1000, [['handler', 'shop.menu', 30]]),
      ),
    )
    const { chart } = await askPage(foldedShop(everyMinute, now), { kind: 'load', store: 's1' }, now)
    expect(chart.stepMs).toBeGreaterThan(2 * MINUTE_MS)
    expect(chart.lines[0]?.values.slice(-3)).toEqual([1, 1, 1])
    // last week is kept by five minutes, of which two were taken for the whole: a spike at its end
    expect(chart.band?.high.slice(-3)).toEqual([1, 1, 1])
  })

  it('counts slow calls of the database, the slowest first', async () => {
    const queries = [20, 30, 700, 2900].map((ms): [MetricName, string, number] => ['query', 'coupons.get', ms])
    const { ports } = shop([told(NOON, [...queries, ['query', 'dishes.get', 499]])])
    const { slowQueries } = await load(ports)
    expect(slowQueries).toMatchObject({
      limitMs: 500,
      count: 2,
      rows: [{ label: 'coupons.get', count: 4, slow: 2, maxMs: 2900 }],
    })
    expect(slowQueries.rows).toHaveLength(1)
  })

  it('says what is used of the plan, what of it by the monitor, and whether it lasts the month', async () => {
    const { ports } = shop([], { ...COUNTED, plan: { pointsPerMonth: 20_000, monitorShare: 0.5 } })
    const { plan, verdict } = await load(ports)
    const used = 500_000 * 0.02 + 100_000 * 0.00133 + 1_000 * 0.111 + 800
    expect(plan).toMatchObject({
      source: 'meter',
      points: 20_000,
      told: true,
      shed: [],
      chart: null,
      since: NOW - 5 * DAY,
    })
    expect(plan?.used).toBeCloseTo(used)
    expect(plan?.parts.map(({ kind }) => kind)).toEqual(['database', 'traffic', 'calls', 'compute'])
    expect(plan?.parts.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1)
    expect(plan?.own.points).toBeCloseTo(50_000 * 0.02 + 10_000 * 0.00133 + 11.1)
    // five days and eleven hours are left of November
    expect(plan?.daysLeft).toBeCloseTo((20_000 - used) / (used / 5))
    expect(verdict).toMatchObject({ level: 'warn', title: '套餐还够 4 天' })
  })

  it('a plan that lasts has no day at which it ends', async () => {
    const { ports } = shop([], { ...COUNTED, plan: { pointsPerMonth: 400_000, monitorShare: 0.5 } })
    expect((await load(ports)).plan).toMatchObject({ daysLeft: null })
  })

  it('goes without these numbers where nobody counts, and does not ask', async () => {
    const { ports, asked } = shop([])
    expect((await load(ports)).plan).toBeNull()
    expect(asked()).toBe(0)
  })

  describe('where only the monitor itself reckons', () => {
    const saving = { level: 0, since: 0, usedPoints: 300, forecastPoints: 0, daysLeft: null }
    const told = async (at: number) => {
      const { ports } = shop([], { saving: { ...saving, at }, plan: { pointsPerMonth: 3_000, monitorShare: 0.5 } })
      return (await load(ports)).plan
    }

    it('the pace is that of the time up to its reckoning, not up to now', async () => {
      const at = NOW - 5 * HOUR_MS
      const plan = await told(at)
      const { fromMs, toMs } = monthOf(NOW)
      expect(plan?.since).toBe(fromMs)
      expect(plan?.forecast).toBeCloseTo((300 * (toMs - fromMs)) / (at - fromMs))
    })

    it('what it reckoned of the month before is not told of this one', async () => {
      expect(await told(monthOf(NOW).fromMs - HOUR_MS)).toMatchObject({ used: 0, forecast: null, own: { points: 0 } })
    })
  })

  it('how many ran at once is arrivals times duration', async () => {
    const busy = Array.from({ length: 120 }, (_, n) => told(NOON + n * 2_400, [['handler', 'shop.pay', 10_000]]))
    const { ports } = shop(busy)
    const page = await load(ports)
    expect(page.concurrencyMost).toBe(4)
    expect(page.chart.lines[0]?.values[page.chart.at.indexOf(NOON)]).toBe(24)
  })

  it('what was dropped is counted by its reason, a job that does not run is late', async () => {
    const one = told(NOON, [['handler', 'shop.pay', 10]])
    const { ports } = shop([{ ...one, dropped: [[13, 7]] }])
    ports.store.heartbeats.set('run:watchdog', { _id: 'run:watchdog', at: NOON - DAY, through: NOON - DAY })
    const { monitor, verdict } = await load(ports)
    expect(monitor.dropped).toEqual([{ reason: 'rate_limited', count: 7 }])
    expect(monitor.jobs.find(({ job }) => job === 'watchdog')).toMatchObject({ late: true })
    expect(verdict.title).toBe('看店自己停了')
  })
})
