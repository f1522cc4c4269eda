import fc from 'fast-check'
import { DIMENSIONS } from '../../../contract/dimensions'
import { METRICS, type MetricName } from '../../../contract/metrics'
import type { BatchDocument } from '../../../core/documents/batch'
import { daysOf } from '../../../core/rollup/compactTick'
import { VALUES_KEPT } from '../../../core/rollup/dims/limitValues'
import { type DimsSource, spreadIn } from '../../../core/rollup/dims/readDims'
import { APIS_KEPT, LOG_PARTS } from '../../../core/rollup/dims/spread'
import { foldDay } from '../../../core/rollup/foldDay'
import { foldHour } from '../../../core/rollup/foldHour'
import { foldMinute } from '../../../core/rollup/foldMinute'
import { MINUTE_MS, minuteOf } from '../../../core/time/units'
import { arbitraryBatches } from '../../fakes/arbitraryBatches'
import { emptyBatch, measured, NOON, storedBatch } from '../../fakes/batches'
import { breakdownIn } from '../../fakes/breakdownIn'
import { logParts } from '../../fakes/naive/foldDims'

const HOUR = minuteOf(NOON) / 60
const ZONE = 'Asia/Shanghai'
const [DAY] = daysOf(HOUR, HOUR + 1, ZONE)
/** More than any event's time. */
const EVER = { from: 0, to: minuteOf(NOON) + 10_000 }

/** The same batches, kept as each tier keeps them. */
function tiersOf(batches: readonly BatchDocument[]): Record<'minutes' | 'hours' | 'days', DimsSource> {
  const byMinute = new Map<number, BatchDocument[]>()
  for (const batch of batches) {
    const minute = minuteOf(batch.receivedAt.getTime())
    byMinute.set(minute, [...(byMinute.get(minute) ?? []), batch])
  }
  const minutes = [...byMinute].flatMap(([minute, own]) => foldMinute('0', minute, own))
  const hours = [0, 1, 2].flatMap((hour) => foldHour('s1', HOUR + hour, minutes, true) ?? [])
  return { minutes: { minutes }, hours: { hours }, days: { days: [foldDay('s1', DAY!, hours, true) ?? []].flat() } }
}

const TIERS = ['minutes', 'hours', 'days'] as const
const names: MetricName[] = ['request', 'call', 'pay', 'error', 'session', 'launch', 'render', 'route']
const shares = (source: DimsSource, dimension: (typeof DIMENSIONS)[number], metric: MetricName = 'request') =>
  breakdownIn(source, 's1', { metric, dimension, window: EVER }).map(({ value, merged }) => [value, merged.total])

const phone = (id: string, network: '4g' | 'wifi', durationMs: number, changes: Partial<BatchDocument> = {}) => {
  const batch = storedBatch(id, `user-${id}`, NOON, measured(1, 'GET /menu', 0, 1, durationMs))
  return { ...batch, batch: { ...batch.batch, device: { ...batch.batch.device, network } }, ...changes }
}

describe('breakdowns', () => {
  it.each(TIERS)('of every dimension add up to what was sent, in %s', (tier) => {
    fc.assert(
      fc.property(arbitraryBatches(150, 15), (batches) => {
        const source = tiersOf(batches)[tier]
        for (const metric of names) {
          const { id } = METRICS[metric]
          const sent = batches
            .filter(({ batch }) => batch.store === 's1')
            .flatMap(({ batch }) => batch.counts)
            .reduce((sum, [of, , , , events]) => sum + (of === id ? events : 0), 0)
          for (const dimension of DIMENSIONS) {
            const rows = breakdownIn(source, 's1', { metric, dimension, window: EVER })
            expect(rows.reduce((sum, { merged }) => sum + merged.total, 0)).toBe(sent)
          }
        }
      }),
      { numRuns: 30 },
    )
  })

  it('are the same bytes in any order and with duplicates, in every tier', () => {
    fc.assert(
      fc.property(
        arbitraryBatches(90, 15).chain((batches) =>
          fc.tuple(
            fc.constant(batches),
            fc.shuffledSubarray([...batches, ...batches], { minLength: batches.length * 2 }),
          ),
        ),
        ([batches, shuffled]) => {
          expect(JSON.stringify(tiersOf(shuffled).days)).toBe(JSON.stringify(tiersOf(batches).days))
        },
      ),
      { numRuns: 40 },
    )
  })

  it.each(TIERS)('tell networks, versions, regions and areas apart, in %s', (tier) => {
    const place = { region: '广东', carrier: '移动' }
    const batches = [
      phone('a', 'wifi', 100, { place }),
      phone('b', 'wifi', 110),
      phone('c', '4g', 900, { place, batch: { ...phone('c', '4g', 900).batch, area: '大学城' } }),
    ]
    const source = tiersOf(batches)[tier]
    expect(shares(source, 'network')).toEqual([
      ['wifi', 2],
      ['4g', 1],
    ])
    expect(shares(source, 'region')).toEqual([
      ['广东', 2],
      ['unknown', 1],
    ])
    expect(shares(source, 'area')).toEqual([
      ['unknown', 2],
      ['大学城', 1],
    ])
    const slow = breakdownIn(source, 's1', { metric: 'request', dimension: 'network', window: EVER })
    expect(slow.map(({ merged }) => merged.sketch!.max)).toEqual([110, 900])
  })

  it('by minutes know the window to five minutes, late events included', () => {
    const late = storedBatch('late', 'user', NOON + 7 * MINUTE_MS, {
      ...measured(1, 'GET /menu', 0, 3, 50),
      base: NOON - 23 * MINUTE_MS,
    })
    const source = tiersOf([phone('a', 'wifi', 100), late]).minutes
    const at = (from: number, to: number) =>
      breakdownIn(source, 's1', {
        metric: 'request',
        dimension: 'network',
        window: { from: minuteOf(NOON) + from, to: minuteOf(NOON) + to },
      }).map(({ merged }) => merged.total)
    expect([at(0, 5), at(5, 10), at(-25, -20), at(-20, 0)]).toEqual([[1], [], [3], []])
  })

  it('name the commonest values and put the others together, with their number', () => {
    const batches = Array.from({ length: VALUES_KEPT + 3 }, (_, index) => ({
      ...phone(`p${String(index).padStart(2, '0')}`, 'wifi', 100),
      batch: {
        ...emptyBatch(NOON, measured(1, 'GET /menu', 0, index < 3 ? 1 : 2)),
        app: { release: `1.${index}`, env: 'release' as const, sdk: '1' },
      },
    }))
    const rows = shares(tiersOf(batches).days, 'release')
    expect(rows).toHaveLength(VALUES_KEPT + 1)
    expect(rows.find(([value]) => value === 'other')).toEqual(['other', 3])
  })
})

describe('what may explain the spread of an API', () => {
  it.each(TIERS)('has all its durations by every context, in %s', (tier) => {
    const source = tiersOf([phone('a', 'wifi', 100), phone('b', 'wifi', 100), phone('c', '4g', 900)])[tier]
    const [api] = spreadIn(source, 's1', ZONE)
    expect(api).toMatchObject({ metric: 1, label: 'GET /menu', count: 3 })
    const network = api!.groups.filter(({ context }) => context === 'network')
    expect(network.map(({ value, count }) => [value, count])).toEqual([
      ['4g', 1],
      ['wifi', 2],
    ])
    expect(Math.exp(network[0]!.logs)).toBeCloseTo(900, -1)
    expect(network[1]!.squares).toBeCloseTo(2 * Math.log(100) ** 2, 0)
    expect(api!.groups.filter(({ context }) => context === 'load')).toMatchObject([{ value: '2', count: 3 }])
    const hours = api!.groups.filter(({ context }) => context === 'hour').map(({ value, count }) => [value, count])
    expect(hours).toEqual(tier === 'minutes' ? [] : [['12', 3]])
  })

  it('keeps the busiest APIs by name', () => {
    const labels = Array.from({ length: APIS_KEPT + 4 }, (_, index) => `GET /r${String(index).padStart(2, '0')}`)
    const batch = storedBatch('a', 'user', NOON, {
      dict: labels,
      points: labels
        .flatMap((_, index) => Array.from({ length: index + 1 }, () => [1, index, 0, 0, 80] as const))
        .map((p) => [...p]),
    })
    const apis = spreadIn(tiersOf([batch]).minutes, 's1', ZONE)
    expect(apis.map(({ label }) => label)).toContain(labels.at(-1))
    expect(apis.find(({ label }) => label === 'other')!.count).toBe(1 + 2 + 3 + 4)
  })

  it('knows logarithms within a hundredth', () => {
    for (const value of [1.5, 3, 87, 1234, 60_000, 1e9])
      expect(Math.abs(logParts(value) / LOG_PARTS - Math.log(value))).toBeLessThan(0.01)
    expect(logParts(0)).toBe(0)
  })
})
