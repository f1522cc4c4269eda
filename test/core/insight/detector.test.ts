import { createDetector, type Point } from '../../../core/insight/detector'
import { forecast } from '../../../core/insight/forecast/forecast'
import { loadState, newState, saveState } from '../../../core/insight/state'
import { normal, seeded } from './random'
import { atMinute, DAY, latencies, orderCounts, paymentFailures } from './takeout'

const kinds = [
  { kind: 'value', points: () => latencies({ seed: 3, from: 0, to: DAY }, () => 1) },
  { kind: 'latency', points: () => latencies({ seed: 4, from: 0, to: DAY }, () => 1) },
  { kind: 'count', points: () => orderCounts({ seed: 5, from: 0, to: DAY, peak: 6 }) },
  { kind: 'rate', points: () => paymentFailures({ seed: 6, from: 0, to: DAY, peak: 6 }, () => 0.03) },
] as const

/** A quiet series with a jump at the end. */
const steady = (seed: number, length: number): Point[] => {
  const random = seeded(seed)
  return Array.from({ length }, (_, minute) => ({ at: atMinute(minute), value: 100 + normal(random) }))
}

describe('the state of a detector', () => {
  it.each(kinds)('gives the same judgements saved and loaded after every point ($kind)', ({ kind, points }) => {
    const kept = newState()
    let document = saveState(newState())
    const whole = createDetector(kind, { zone: 'Asia/Shanghai' })
    for (const point of points()) {
      const loaded = loadState(JSON.parse(JSON.stringify(document)))
      if (loaded === undefined) throw new Error('the state was refused')
      const judgement = createDetector(kind, { zone: 'Asia/Shanghai' }).step(loaded, point)
      document = saveState(loaded)
      expect(judgement).toEqual(whole.step(kept, point))
    }
    expect(document).toEqual(saveState(kept))
  })

  it('takes at most 4 KB as a document, however long the series', () => {
    const detector = createDetector('value')
    const state = newState()
    for (const point of steady(1, 3000)) detector.step(state, point)
    expect(JSON.stringify(saveState(state)).length).toBeLessThanOrEqual(4096)
  })

  it.each([
    { why: 'another version', change: { version: 0 } },
    { why: 'a cut text', change: { floats: 'AAAA' } },
    { why: 'no base64', change: { floats: '*' } },
  ])('is refused with $why', ({ change }) => {
    expect(loadState({ ...saveState(newState()), ...change })).toBeUndefined()
  })

  it('is causal: what comes later changes nothing of what was said', () => {
    const judge = (points: Point[]) => {
      const detector = createDetector('value')
      const state = newState()
      return points.map((point) => detector.step(state, point))
    }
    const points = steady(2, 600)
    expect(judge(points).slice(0, 300)).toEqual(judge(points.slice(0, 300)))
  })
})

describe('a detector', () => {
  const judgeLast = (last: number): ReturnType<ReturnType<typeof createDetector>['step']> => {
    const detector = createDetector('value')
    const state = newState()
    for (const point of steady(7, 900)) detector.step(state, point)
    return detector.step(state, { at: atMinute(900), value: last })
  }

  it('scores a jump far above an ordinary point, the further the higher, and speaks', () => {
    const [ordinary, jump, leap] = [judgeLast(100.3), judgeLast(130), judgeLast(300)]
    expect(jump.score).toBeGreaterThan(ordinary.score + 1.5)
    expect(leap.score).toBeGreaterThan(jump.score)
    expect([ordinary.alert.speaks, jump.alert.speaks]).toEqual([false, true])
  })

  it('says what it expected, with a band that holds nine in ten points', () => {
    const detector = createDetector('value')
    const state = newState()
    const inside = steady(8, 2000)
      .map((point) => ({ value: point.value as number, band: detector.step(state, point).band }))
      .slice(500)
      .filter(({ value, band }) => value >= band.low && value <= band.high).length
    expect(inside / 1500).toBeGreaterThan(0.85)
    expect(inside / 1500).toBeLessThan(0.97)
  })

  it('names the channels of the last point, the most unlikely first', () => {
    const detector = createDetector('value')
    const state = newState()
    for (const point of steady(9, 900)) detector.step(state, point)
    detector.step(state, { at: atMinute(900), value: 40 })
    const [first, ...rest] = detector.why()
    expect(first?.size).toBeLessThan(-3)
    for (const { unlikely } of rest) expect(unlikely).toBeLessThanOrEqual(first?.unlikely ?? 0)
  })

  it('tells an anomaly that goes on once: later points score below its beginning', () => {
    const detector = createDetector('value')
    const state = newState()
    for (const point of steady(10, 900)) detector.step(state, point)
    const scores = [0, 1, 2, 3, 4].map((k) => detector.step(state, { at: atMinute(900 + k), value: 140 }).score)
    expect(Math.max(...scores.slice(1))).toBeLessThan(scores[0] as number)
  })

  describe('of a series with a burst of two minutes every night', () => {
    const DAYS = 12
    const night = (day: number): number => day * DAY + 3 * 60
    const ordinary = steady(12, (DAYS + 1) * DAY)
    const burst = (minutes: number[]) => {
      const detector = createDetector('value')
      const state = newState()
      const from = new Set(minutes.flatMap((minute) => [minute, minute + 1]))
      return ordinary.flatMap((point, minute) => {
        const value = (point.value as number) + (from.has(minute) ? 14 : 0)
        return detector.step(state, { ...point, value }).alert.speaks && from.has(minute) ? [minute] : []
      })
    }
    const nights = Array.from({ length: DAYS }, (_, day) => night(day + 1))

    it('tells the first of them, and falls silent within a week', () => {
      const told = burst(nights)
      expect(told[0]).toBe(night(1))
      expect(told.filter((minute) => minute >= night(7))).toEqual([])
    })

    it('still tells the same burst at noon', () => {
      const noon = night(DAYS - 1) + 9 * 60
      expect(burst([...nights, noon]).filter((minute) => minute >= night(7))).toContain(noon)
    })
  })

  it('accepts a level that stays: within a day it is expected', () => {
    const detector = createDetector('value')
    const state = newState()
    for (const point of steady(11, 900)) detector.step(state, point)
    for (let k = 0; k < 600; k++) detector.step(state, { at: atMinute(900 + k), value: 140 + (k % 3) })
    expect(detector.expectAt(state, atMinute(1500)).expected).toBeGreaterThan(135)
  })

  it('keeps lunch at lunch over the change to summer time', () => {
    const detector = createDetector('value', { zone: 'Europe/Berlin' })
    const state = newState()
    const start = Date.UTC(2026, 2, 14, 23)
    const lunch = (at: number): number => {
      const hour = Number(
        new Intl.DateTimeFormat('en', { timeZone: 'Europe/Berlin', hour: 'numeric', hourCycle: 'h23' }).format(at),
      )
      return hour === 12 ? 50 : 5
    }
    // Until Sunday, the day of the change, 11:00 by the new clock: the last lunch was 23 hours before this one.
    const end = Date.UTC(2026, 2, 29, 9)
    for (let at = start; at < end; at += 900_000) detector.step(state, { at, value: lunch(at) + (at % 7) / 10 })
    const moments = [Date.UTC(2026, 2, 29, 10, 30), Date.UTC(2026, 2, 29, 9, 30)]
    const [noon, early] = forecast(state, 'value', moments, { zone: 'Europe/Berlin' })
    expect(noon?.expected).toBeGreaterThan(35)
    expect(early?.expected).toBeLessThan(15)
  })
})
