import { dailyForecast, usedBy, usedUpWithin } from '../../../core/insight/forecast/usedUp'
import { DAY_MS } from '../../../core/time/units'
import { seededRandom } from '../../../localcloud/crowd/random'

const NOW = 1_000 * DAY_MS
const days = (...daily: number[]) => dailyForecast(daily, NOW, NOW + 30 * DAY_MS)
const used = (left: number, ...daily: number[]) => usedUpWithin(left, days(...daily), NOW)
const after = (ms: number | null) => (ms === null ? null : (ms - NOW) / DAY_MS)

describe('when something will be used up', () => {
  it.each([
    [40, 10, 4],
    [45, 10, 4.5],
    [0, 10, 0],
    [300, 10, 30],
    [301, 10, null],
    [5, 0, null],
  ])('%d left at %d a day last %p days', (left, daily, lasts) =>
    expect(after(used(left, daily, daily, daily).at)).toEqual(lasts),
  )

  it('nothing known forecasts nothing', () => {
    expect(usedUpWithin(5, dailyForecast([], NOW, NOW + DAY_MS), NOW)).toEqual({
      at: null,
      earliest: null,
      latest: null,
    })
  })

  it('weekends are told from weekdays once there are two of each', () => {
    const week = [10, 10, 10, 10, 10, 50, 50]
    expect(
      days(...week, ...week)
        .slice(0, 7)
        .map(({ expected }) => Math.round(expected)),
    ).toEqual(week)
    expect(days(...week)[5]?.expected).toBeCloseTo(150 / 7)
  })

  it('the earliest lies before it and the latest after it, the further the more days stray', () => {
    const [calm, wild] = [used(100, 9, 11, 9, 11), used(100, 1, 19, 1, 19)]
    for (const { at, earliest, latest } of [calm, wild]) {
      expect(earliest).toBeLessThan(at as number)
      expect(latest ?? Number.MAX_VALUE).toBeGreaterThan(at as number)
    }
    expect(wild.earliest).toBeLessThan(calm.earliest as number)
  })

  it('the band holds nine in ten of what then comes, in 400 seeded histories', () => {
    let inside = 0
    for (let seed = 0; seed < 400; seed++) {
      const { next } = seededRandom(seed)
      const day = () => 40 + Math.round(20 * (next() + next() + next() + next() - 2))
      const daily = Array.from({ length: 21 }, day)
      const coming = Array.from({ length: 10 }, day).reduce((a, b) => a + b)
      const sum = usedBy(days(...daily))[9]
      if (sum !== undefined && sum.low <= coming && coming <= sum.high) inside += 1
    }
    expect(inside / 400).toBeGreaterThanOrEqual(0.9)
  })
})
