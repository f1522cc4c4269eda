import { createDetector, type Point } from '../../../core/insight/detector'
import { expectTotals } from '../../../core/insight/forecast/dayTotals'
import { forecast } from '../../../core/insight/forecast/forecast'
import { knownDays } from '../../../core/insight/kinds/dayCounts'
import { readCount, writeCount } from '../../../core/insight/kinds/packedCounts'
import { type DetectorState, loadState, newState, saveState } from '../../../core/insight/state'
import { normal, seeded } from './random'
import { atMinute, DAY, orderCounts, usualOrders } from './takeout'

const ZONE = 'Asia/Shanghai'
const learn = (points: readonly Point[], state = newState()): DetectorState => {
  const detector = createDetector('count', { zone: ZONE })
  for (const point of points) detector.step(state, point)
  return state
}
const sum = (points: readonly Point[]): number => points.reduce((total, { value }) => total + (value ?? 0), 0)
const restOfDay = (state: DetectorState, from: number): number =>
  forecast(
    state,
    'count',
    Array.from({ length: DAY - (from % DAY) }, (_, k) => atMinute(from + k)),
    { zone: ZONE },
  ).reduce((total, { expected }) => total + expected, 0)

describe('what a day’s total will be', () => {
  /** @param usual total of each day @param own how a day varies by itself */
  const days = (count: number, usual: (day: number) => number, own = 0.05, seed = 1) => {
    const random = seeded(seed)
    return Array.from({ length: count }, (_, day) => ({
      day,
      weekday: day % 7,
      total: usual(day) * Math.exp(own * normal(random)),
    }))
  }
  const error = (usual: (day: number) => number, day: number): number => {
    const errors = [1, 2, 3, 4, 5, 6, 7, 8].map((seed) => {
      const { mean } = expectTotals(days(22, usual, 0.05, seed))(day, day % 7)
      return Math.log(mean / usual(day)) ** 2
    })
    return Math.sqrt(errors.reduce((total, one) => total + one / errors.length, 0))
  }

  it('averages weekdays that are alike, and is closer than one day of last week by half', () => {
    expect(error(() => 1000, 23)).toBeLessThan(0.03)
  })

  it.each([
    { why: 'a day off', day: 27, usual: (day: number) => (day % 7 === 6 ? 1400 : 1000) },
    { why: 'a weekday on which the shop rests', day: 22, usual: (day: number) => (day % 7 === 1 ? 20 : 1000) },
    { why: 'a shop that grows', day: 22, usual: (day: number) => 1000 * 1.015 ** day },
  ])('tells $why from the others', ({ day, usual }) => {
    expect(error(usual, day)).toBeLessThan(0.07)
  })

  it('says how far days stray, and hardly follows one that had an outage', () => {
    const known = days(22, () => 5000)
    const { mean, spread } = expectTotals(known)(22, 1)
    expect(spread).toBeGreaterThan(0.03)
    expect(spread).toBeLessThan(0.09)
    const broken = known.map((one) => (one.day === 20 ? { ...one, total: one.total * 0.4 } : one))
    expect(expectTotals(broken)(22, 1).mean / mean).toBeGreaterThan(0.95)
  })
})

describe('the days that a state keeps', () => {
  it('are the last twenty’s, each to one in a hundred', () => {
    const points = orderCounts({ seed: 3, from: 0, to: 25 * DAY, peak: 5 })
    const known = knownDays(learn(points).floats)
    expect(known).toHaveLength(20)
    known.forEach(({ total }, k) => {
      const first = (k + 4) * DAY
      expect(total / sum(points.slice(first, first + DAY))).toBeCloseTo(1, 1)
    })
  })

  it('fill in what a short gap hid, and leave out a day of which most is missing', () => {
    const points = orderCounts({ seed: 4, from: 0, to: 13 * DAY, peak: 20 })
    const hidden = (minute: number): boolean =>
      (minute >= 11 * DAY + 700 && minute < 11 * DAY + 760) || (minute >= 9 * DAY + 600 && minute < 10 * DAY - 60)
    const known = knownDays(learn(points.map((point, k) => (hidden(k) ? { ...point, value: null } : point))).floats)
    expect(known).toHaveLength(11)
    const whole = sum(points.slice(11 * DAY, 12 * DAY))
    expect((known[known.length - 1]?.total ?? 0) / whole).toBeGreaterThan(0.95)
    expect((known[known.length - 1]?.total ?? 0) / whole).toBeLessThan(1.05)
  })

  it('start with the first whole day', () => {
    const points = orderCounts({ seed: 5, from: 720, to: 3 * DAY + 1, peak: 5 })
    expect(knownDays(learn(points).floats)).toHaveLength(2)
  })

  it('are not known to a state of the version before, which goes on and learns them', () => {
    const points = orderCounts({ seed: 6, from: 0, to: 14 * DAY, peak: 8 })
    const saved = saveState(learn(points.slice(0, 7 * DAY + 300)))
    // of version 2 with 56 scalars, which had neither habits nor days
    const bytes = Buffer.from(saved.floats, 'base64')
    const floats = Buffer.concat([bytes.subarray(0, 56 * 4), bytes.subarray(58 * 4, 728 * 4)]).toString('base64')
    const older = { ...saved, version: 2, floats }
    const state = loadState(older)
    if (state === undefined) throw new Error('the state was refused')
    expect(knownDays(state.floats)).toEqual([])
    learn(points.slice(7 * DAY + 300), state)
    expect(knownDays(state.floats).map(({ day }) => day)).toEqual(
      knownDays(learn(points).floats)
        .slice(-5)
        .map(({ day }) => day),
    )
  })

  it.each([0, 1, 37, 12_345, 4_000_000])('hold two counts in the room of one (%i)', (count) => {
    const f = new Float32Array(1)
    writeCount(f, 0, 0, count)
    writeCount(f, 0, 1, 77)
    expect(Math.abs((readCount(f, 0, 0) ?? -1) - count)).toBeLessThanOrEqual(0.005 * count)
    writeCount(f, 0, 0, undefined)
    expect(readCount(f, 0, 0)).toBeUndefined()
    expect(readCount(f, 0, 1)).toBeCloseTo(77, 0)
  })
})

describe('the rest of a day', () => {
  const past = orderCounts({ seed: 7, from: 0, to: 21 * DAY, peak: 20 })
  const saved = saveState(learn(past))
  const learnt = (): DetectorState => loadState(saved) as DetectorState
  const truth = (from: number): number =>
    Array.from({ length: 22 * DAY - from }, (_, k) => usualOrders(from + k, 20)).reduce((a, b) => a + b, 0)

  it('is expected at the level of what came so far', () => {
    const now = 21 * DAY + 14 * 60
    const today = (level: number) => orderCounts({ seed: 8, from: 21 * DAY, to: now, peak: 20, change: () => level })
    const usual = restOfDay(learn(today(1), learnt()), now)
    const busy = restOfDay(learn(today(1.15), learnt()), now)
    expect(usual / truth(now)).toBeGreaterThan(0.93)
    expect(usual / truth(now)).toBeLessThan(1.07)
    expect(busy / usual).toBeGreaterThan(1.07)
    expect(busy / usual).toBeLessThan(1.17)
  })

  it('is what it would have been without an outage that is going on', () => {
    const now = 21 * DAY + 12 * 60 + 30
    const down = orderCounts({ seed: 9, from: 21 * DAY, to: now, peak: 20, change: (m) => (m >= now - 45 ? 0 : 1) })
    const ratio = restOfDay(learn(down, learnt()), now) / truth(now)
    expect(ratio).toBeGreaterThan(0.88)
    expect(ratio).toBeLessThan(1.1)
  })

  it('has the shape of a day off on a day off', () => {
    const late = (m: number): number => (Math.floor(m / DAY) % 7 < 5 ? 1 : m % DAY < 930 ? 0.3 : 1.5)
    const state = learn(orderCounts({ seed: 10, from: 0, to: 19 * DAY, peak: 20, change: late }))
    const dinner = (day: number): number => restOfDay(state, day * DAY + 960) / restOfDay(state, day * DAY)
    expect(dinner(19)).toBeGreaterThan(0.65)
    expect(dinner(21)).toBeLessThan(0.55)
  })
})
