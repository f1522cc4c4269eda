import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../core/time/units'
import { instancesFor } from '../../core/warming/instances'
import { planWarming, type WatchedFunction } from '../../core/warming/planWarming'
import { dueWarming, runWarming } from '../../core/warming/runWarming'
import { rushesOf } from '../../core/warming/rushes'
import { fakeStore } from '../fakes/alertedShop'
import { NOON } from '../fakes/batches'
import { fakePorts } from '../fakes/ports'

const MIDNIGHT = NOON - 12 * HOUR_MS
/** Visits a minute of a shop with a lunch from 11:00 and a dinner from 17:30. */
const visitsAt = (at: number): number => {
  const hour = (at - MIDNIGHT) / HOUR_MS
  return (hour >= 11 && hour < 13) || (hour >= 17.5 && hour < 19) ? 12 : hour >= 10 && hour < 22 ? 2 : 0
}
const outlook = (scale = 1) => ({
  at: (_: string, moments: readonly number[]) =>
    moments.map((at) => ({ at, expected: visitsAt(at) * scale, low: 0, high: 0 })),
  sum: () => ({ expected: 0, low: 0, high: 0 }),
  through: MIDNIGHT,
})
const shop: WatchedFunction = { name: 'shop', perVisit: 6, meanMs: 500, coldStartMs: 600, memoryMb: 256 }

describe('a rush', () => {
  it('begins where the forecast rises over half of the day’s highest', () => {
    const found = rushesOf(outlook(), fakeStore, NOON).map(({ at }) => (at - MIDNIGHT) / HOUR_MS)
    expect(found).toEqual([11, 17.5])
  })
  it('a day of almost no visits has none', () => expect(rushesOf(outlook(0.01), fakeStore, NOON)).toEqual([]))
})

describe('instances', () => {
  it.each([
    [0, 500, 0],
    [12, 500, 1],
    [72, 500, 2],
    [600, 1000, 15],
  ])('%d calls a minute of %d ms want %d', (perMinute, meanMs, wanted) =>
    expect(instancesFor(perMinute, meanMs)).toBe(wanted),
  )

  it('are enough for nineteen of twenty moments of a Poisson count, and one fewer is not', () => {
    const within = (mean: number, most: number) => {
      let [sum, term] = [0, Math.exp(-mean)]
      for (let k = 0; k <= most; term *= mean / ++k) sum += term
      return sum
    }
    for (const mean of [0.3, 1, 2.5, 7, 20]) {
      const instances = instancesFor(mean * 60, 1_000)
      expect(within(mean, instances)).toBeGreaterThanOrEqual(0.95)
      expect(within(mean, instances - 1)).toBeLessThan(0.95)
    }
  })
})

test('cost and gain are those of the pings that are sent and the cold starts that are spared', () => {
  const plan = planWarming([shop], rushesOf(outlook(), fakeStore, NOON), NOON)
  expect(plan).toMatchObject({
    functions: [{ name: 'shop', instances: 2, coldStartMs: 600 }],
    next: MIDNIGHT + 17.5 * HOUR_MS,
    rushesADay: 2,
  })
  // two instances, two rounds, two rushes; of two instances one is there anyway before the rush
  expect(plan.perMonth).toMatchObject({ calls: 240, coldStarts: 60, savedMs: 36_000 })
  const gbs = (8 * 0.3 + 2 * 0.6) * 0.25 * 30
  expect(plan.perMonth.points).toBeCloseTo((240 * 13.3) / 10_000 + gbs * 0.111, 6)
})

test('without a switch, a store or a forecast nothing is called', () => {
  const warming = { store: 's1', functions: [{ name: 'shop', instances: 2 }] }
  expect(dueWarming({ warming: null, store: fakeStore, baseline: null }, NOON)).toEqual([])
  expect(dueWarming({ warming, store: undefined, baseline: null }, NOON)).toEqual([])
  expect(dueWarming({ warming, store: fakeStore, baseline: null }, NOON + DAY_MS + MINUTE_MS)).toEqual([])
})

test('each instance gets a ping of its own at the same time; who runs its handler for it is never called again', async () => {
  const ports = fakePorts(NOON)
  const asked: string[] = []
  ports.handOver.call = async (name) => {
    asked.push(name)
    return name === 'shop' ? { ok: true, kandianWarm: true } : { ok: false }
  }
  const deaf = new Set<string>()
  const functions = ['shop', 'other'].map((name) => ({ name, instances: 3 }))
  expect(await runWarming(ports, functions, deaf)).toBe(3)
  expect([...deaf]).toEqual(['other'])
  await runWarming(ports, functions, deaf)
  expect(asked.filter((name) => name === 'shop')).toHaveLength(6)
  expect(asked.filter((name) => name === 'other')).toHaveLength(3)
})
