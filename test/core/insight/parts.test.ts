import { forecast, sumForecast } from '../../../core/insight/forecast/forecast'
import { scales } from '../../../core/insight/kinds/kind'
import { countChance, countRarity, normalTail, shareRarity } from '../../../core/insight/kinds/tails'
import { loadState } from '../../../core/insight/state'
import { atMinute, DAY, orderCounts, usualOrders } from './takeout'
import { hear } from './watch'

describe('tails', () => {
  it.each([
    { z: 0, share: 0.5 },
    { z: 1.6449, share: 0.05 },
    { z: 3, share: 0.00135 },
    { z: 6, share: 9.87e-10 },
  ])('know the normal curve beyond $z', ({ z, share }) => {
    expect(normalTail(z) / share).toBeCloseTo(1, 1)
  })

  it.each([
    { count: 0, mean: 3, dispersion: 0, share: 0.0498 },
    { count: 3, mean: 0.1, dispersion: 0, share: 0.000155 },
    { count: 1, mean: 0.05, dispersion: 0, share: 0.0488 },
    { count: 0, mean: 2, dispersion: 0.5, share: 0.25 },
  ])('know how rare $count is where $mean is expected', ({ count, mean, dispersion, share }) => {
    expect(10 ** -countRarity(count, mean, dispersion) / share).toBeCloseTo(1, 1)
  })

  it('give chances that sum to one', () => {
    let sum = 0
    for (let count = 0; count < 200; count++) sum += countChance(count, 12, 0.3)
    expect(sum).toBeCloseTo(1, 6)
  })

  it.each([
    { hits: 1, trials: 3, chance: 0.01, share: 0.0297 },
    { hits: 10, trials: 10, chance: 0.5, share: 0.000977 },
    { hits: 0, trials: 50, chance: 0.1, share: 0.00515 },
  ])('know how rare $hits of $trials is', ({ hits, trials, chance, share }) => {
    expect(10 ** -shareRarity(hits, trials, chance) / share).toBeCloseTo(1, 1)
  })

  it.each([1, 5, 40])('return a count of %d through the units of its kind', (count) => {
    const { toUnits, fromUnits } = scales.count
    expect(Math.abs(fromUnits(toUnits(count, 0)) - count)).toBeLessThan(0.3)
  })
})

describe('a forecast', () => {
  const history = orderCounts({ seed: 2, from: 0, to: 15 * DAY + 11 * 60, peak: 12 })
  const state = loadState(hear('count', history).state)
  const ahead = (minutes: number[]) => {
    if (state === undefined) throw new Error('no state')
    const now = 15 * DAY + 11 * 60
    return forecast(
      state,
      'count',
      minutes.map((minute) => atMinute(now + minute)),
      { zone: 'Asia/Shanghai' },
    )
  }

  it.each([15, 60, 180, 7 * 60 + 30])('is within a fifth of what a shop sells %i minutes from now', (minutes) => {
    const [point] = ahead([minutes])
    const truth = usualOrders(15 * DAY + 11 * 60 + minutes, 12)
    expect(Math.abs((point?.expected ?? 0) - truth)).toBeLessThan(0.2 * truth + 0.3)
    expect(point?.low).toBeLessThan(truth)
    expect(point?.high).toBeGreaterThan(truth)
  })

  it('adds up the rest of lunch, with a band narrower than that of its minutes together', () => {
    const points = ahead(Array.from({ length: 180 }, (_, k) => k + 1))
    const { expected, low, high } = sumForecast(points)
    let truth = 0
    for (let k = 1; k <= 180; k++) truth += usualOrders(15 * DAY + 11 * 60 + k, 12)
    expect(expected / truth).toBeGreaterThan(0.88)
    expect(expected / truth).toBeLessThan(1.12)
    expect(low).toBeLessThan(truth)
    expect(high).toBeGreaterThan(truth)
    expect(high - expected).toBeLessThan(0.7 * points.reduce((sum, point) => sum + point.high - point.expected, 0))
  })
})
