import fc from 'fast-check'
import { METRICS } from '../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../contract/outcomes'
import { POINTS_MOST, RANGE_NAMES, type RangeName } from '../../../contract/pages/range'
import type { Query } from '../../../contract/query'
import type { BatchDocument } from '../../../core/documents/batch'
import { answerQuery } from '../../../core/query/answerQuery'
import { localTime } from '../../../core/time/localTime'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../core/time/units'
import { NOON, storedBatch } from '../../fakes/batches'
import { askPage, foldedShop, OWNER } from '../../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
const ZONE = 'Asia/Shanghai'
const OK = outcomeCode('ok')
/** Of a stored sketch (PERFORMANCE.md). */
const QUANTILE_ERROR = 0.016

interface Event {
  minutesAgo: number
  label: string
  network: 'wifi' | '4g'
  outcome: number
  ms: number
}

const event: fc.Arbitrary<Event> = fc.record({
  minutesAgo: fc.oneof(fc.integer({ min: 3, max: 700 }), fc.integer({ min: 3, max: 9_000 })),
  label: fc.constantFrom('shop.menu', 'shop.pay', 'shop.list'),
  network: fc.constantFrom('wifi' as const, '4g' as const),
  outcome: fc.constantFrom(OK, OK, OK, ...OUTCOMES.map((_, code) => code)),
  ms: fc.integer({ min: 1, max: 20_000 }),
})

const batchOf = ({ minutesAgo, label, network, outcome, ms }: Event, index: number): BatchDocument => {
  const atMs = NOW - minutesAgo * MINUTE_MS
  return storedBatch(`b${index}`, `u${index}`, atMs, {
    session: `s${String(index).padStart(9, '0')}`,
    device: { ...storedBatch('x', 'u', atMs).batch.device, network },
    dict: [label],
    counts: [[METRICS.call.id, 0, outcome, 0, 1]],
    points: [[METRICS.call.id, 0, outcome, atMs % MINUTE_MS, ms]],
  })
}

const atOf = ({ minutesAgo }: Event): number => NOW - minutesAgo * MINUTE_MS
const isTimed = ({ outcome }: Event): boolean => outcome === OK || isFailureCode(outcome)
const exactly = (events: readonly Event[], q: number): number => {
  const sorted = events.map(({ ms }) => ms).sort((a, b) => a - b)
  return sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] as number
}
const isNear = (told: number | null | undefined, exact: number): boolean =>
  told != null && Math.abs(told - exact) / exact <= QUANTILE_ERROR

/** What lies in the range, as far as its documents have come: days hold whole hours. */
const inside = (events: readonly Event[], { range, tier }: { range: { from: number; to: number }; tier: string }) =>
  events.filter((one) => {
    const known = tier === 'days' ? NOW - (NOW % HOUR_MS) : range.to
    return atOf(one) >= range.from && atOf(one) < known
  })

const shop = (events: readonly Event[]) => foldedShop(events.map(batchOf), NOW)
const schedules = fc.array(event, { minLength: 1, maxLength: 40 })
const few = { numRuns: 10, seed: 5 }
const asked = { store: 's1', metrics: ['call' as const] }

describe('any metric over any range, against a recount of the raw events', () => {
  it.each<RangeName>(['1h', '3h', '24h', '7d'])('a series over %s counts every event in its slot', async (range) => {
    await fc.assert(
      fc.asyncProperty(schedules, async (events) => {
        const answer = await askPage(
          shop(events),
          { kind: 'series', ...asked, range, statistics: ['count', 'failed', 'p95'] },
          NOW,
        )
        const [counts, durations] = answer.charts
        expect(answer.charts.map(({ unit }) => unit)).toEqual(['events', 'ms'])
        const own = inside(events, answer)
        for (const [slot, from] of counts!.at.entries()) {
          const to = counts!.at[slot + 1] ?? answer.range.to
          const here = own.filter((one) => atOf(one) >= from && atOf(one) < to)
          const [count, failed] = counts!.lines.map(({ values }) => values[slot])
          if (here.length > 0) {
            expect([count, failed]).toEqual([here.length, here.filter(({ outcome }) => isFailureCode(outcome)).length])
          } else expect(count ?? 0).toBe(0)
        }
        expect(counts!.lines[0]?.values.reduce<number>((sum, value) => sum + (value ?? 0), 0)).toBe(own.length)
        expect(answer.whole.count).toBe(own.length)
        expect(durations!.lines[0]?.values).toHaveLength(counts!.at.length)
      }),
      few,
    )
  })

  it.each<RangeName>(['1h', '24h', '7d'])(
    'one label’s line over %s has its own counts and quantiles',
    async (range) => {
      await fc.assert(
        fc.asyncProperty(schedules, async (events) => {
          const answer = await askPage(
            shop(events),
            { kind: 'series', ...asked, range, statistics: ['count', 'p95'], label: 'shop.pay' },
            NOW,
          )
          const [counts, durations] = answer.charts
          const own = inside(events, answer).filter(({ label }) => label === 'shop.pay')
          for (const [slot, from] of counts!.at.entries()) {
            const to = counts!.at[slot + 1] ?? answer.range.to
            const here = own.filter((one) => atOf(one) >= from && atOf(one) < to)
            expect(counts!.lines[0]?.values[slot] ?? 0).toBe(here.length)
            const timed = here.filter(isTimed)
            if (timed.length > 0) expect(isNear(durations!.lines[0]?.values[slot], exactly(timed, 0.95))).toBe(true)
          }
          expect(answer.whole.count).toBe(own.length)
        }),
        few,
      )
    },
  )

  it('rows by label and by network add up to the whole, each with its own numbers', async () => {
    await fc.assert(
      fc.asyncProperty(schedules, fc.constantFrom<RangeName>('3h', '24h', '30d'), async (events, range) => {
        const ports = shop(events)
        for (const by of ['label', 'network'] as const) {
          const answer = await askPage(ports, { kind: 'breakdown', ...asked, by, range }, NOW)
          const own = inside(events, answer)
          expect(answer.rows.reduce((sum, { count }) => sum + count, 0)).toBe(own.length)
          for (const row of answer.rows) {
            const here = own.filter((one) => one[by] === row.value)
            expect(row.count).toBe(here.length)
            const timed = here.filter(isTimed)
            expect(row.distribution === null).toBe(timed.length === 0)
            if (timed.length > 0) expect(isNear(row.distribution?.p50Ms, exactly(timed, 0.5))).toBe(true)
          }
        }
      }),
      few,
    )
  })

  it('the top list has the labels with most, in order, and says how many it leaves out', async () => {
    await fc.assert(
      fc.asyncProperty(schedules, async (events) => {
        const answer = await askPage(
          shop(events),
          { kind: 'top', ...asked, statistic: 'failed', limit: 2, range: '7d' },
          NOW,
        )
        const own = inside(events, answer)
        const labels = [...new Set(own.map(({ label }) => label))]
        const failed = (label: string) => own.filter((one) => one.label === label && isFailureCode(one.outcome)).length
        const amounts = labels.map(failed).sort((a, b) => b - a)
        expect(answer.rows.map(({ amount }) => amount)).toEqual(amounts.slice(0, 2))
        for (const row of answer.rows) expect(row.amount).toBe(failed(row.value))
        expect(answer.others).toBe(Math.max(0, labels.length - 2))
      }),
      few,
    )
  })

  it.each<RangeName>(['1h', '24h', '30d'])(
    'the heatmap over %s has every event in its hour of the week',
    async (range) => {
      await fc.assert(
        fc.asyncProperty(schedules, async (events) => {
          const answer = await askPage(shop(events), { kind: 'heatmap', ...asked, statistic: 'count', range }, NOW)
          const expected = Array.from({ length: 7 }, () => new Array<number>(24).fill(0))
          for (const one of inside(events, answer)) {
            const { weekday, minuteOfDay } = localTime(atOf(one), ZONE)
            const row = expected[(weekday + 6) % 7]!
            row[Math.floor(minuteOfDay / 60)]! += 1
          }
          expect(answer.rows.map((row) => row.map((value) => value ?? 0))).toEqual(expected)
        }),
        few,
      )
    },
  )
})

describe('any question', () => {
  const QUESTIONS = [
    { kind: 'series', ...asked, statistics: ['p95'] },
    { kind: 'series', ...asked, statistics: ['count'], label: 'shop.pay' },
    { kind: 'breakdown', ...asked, by: 'label' },
    { kind: 'breakdown', ...asked, by: 'network' },
    { kind: 'top', ...asked, statistic: 'p99' },
    { kind: 'heatmap', ...asked, statistic: 'availability' },
    { kind: 'response', store: 's1' },
    { kind: 'errors', store: 's1' },
    { kind: 'load', store: 's1' },
    { kind: 'experience', store: 's1' },
  ] as const satisfies readonly Query[]
  const ports = shop([{ minutesAgo: 30, label: 'shop.pay', network: 'wifi', outcome: OK, ms: 200 }])

  it.each(RANGE_NAMES)(
    'over %s takes at most two reads and 500 points, and tells how far it is complete',
    async (range) => {
      for (const question of QUESTIONS) {
        const calls: string[] = []
        ports.before.run = (name) => void calls.push(name)
        const answer = await askPage(ports, { ...question, range } as never, NOW)
        ports.before.run = () => undefined
        expect(calls.filter((name) => !/^(directory|rules)\./.test(name)).length).toBeLessThanOrEqual(2)
        const { foldedThrough, ...more } = answer as unknown as { foldedThrough: number; charts?: []; chart?: never }
        expect(foldedThrough).toBeGreaterThan(NOW - HOUR_MS)
        const charts = (more.charts ?? (more.chart === undefined ? [] : [more.chart])) as { at: number[] }[]
        for (const { at } of charts) expect(at.length).toBeLessThanOrEqual(POINTS_MOST)
      }
    },
  )

  it.each([
    ['since 1970', 0, NOW],
    ['of 500 days', NOW - 500 * DAY_MS, NOW - 2 * DAY_MS],
    ['until long after now', NOW - 100 * DAY_MS, NOW * 2],
    ['of one millisecond', NOW - DAY_MS, NOW - DAY_MS + 1],
  ])('over a span %s has 500 points at most, within what is kept', async (_, from, to) => {
    for (const question of QUESTIONS) {
      const answer = await askPage(ports, { ...question, range: { from, to } } as never, NOW)
      const { charts = [], range } = answer as unknown as { charts?: { at: number[] }[]; range: { from: number } }
      expect(range.from).toBeGreaterThan(NOW - 398 * DAY_MS)
      for (const { at } of charts) expect(at.length).toBeLessThanOrEqual(POINTS_MOST)
    }
  })

  it('has gaps where nothing came in, never zeros', async () => {
    const { charts } = await askPage(ports, { kind: 'series', ...asked, range: '1h', statistics: ['count'] }, NOW)
    expect(charts[0]?.lines[0]?.values.filter((value) => value !== null)).toEqual([1])
  })

  it.each([
    ['of no known metric', { kind: 'top', store: 's1', metrics: ['nope'], statistic: 'count' }, 'metrics.0'],
    ['of no metric', { kind: 'top', store: 's1', metrics: [], statistic: 'count' }, 'metrics'],
    [
      'of two units',
      { kind: 'top', store: 's1', metrics: ['call', 'instanceMemory'], statistic: 'count' },
      'metrics.1',
    ],
    ['of one metric twice', { kind: 'top', store: 's1', metrics: ['call', 'call'], statistic: 'count' }, 'metrics.1'],
    [
      'for a quantile of what is only counted',
      { kind: 'top', store: 's1', metrics: ['error'], statistic: 'p95' },
      'statistic',
    ],
    [
      'for the same among others',
      { kind: 'series', store: 's1', metrics: ['error'], statistics: ['count', 'p95'] },
      'statistics.1',
    ],
    ['for Apdex of memory', { kind: 'top', store: 's1', metrics: ['instanceMemory'], statistic: 'apdex' }, 'statistic'],
    ['by something unknown', { kind: 'breakdown', ...asked, by: 'mood' }, 'by'],
    ['for too long a list', { kind: 'top', ...asked, statistic: 'count', limit: 51 }, 'limit'],
    ['for durations of a label by the hour', { kind: 'heatmap', ...asked, statistic: 'p95', label: 'x' }, 'statistic'],
    [
      'of a range that ends before it begins',
      { kind: 'top', ...asked, statistic: 'count', range: { from: 9, to: 3 } },
      'range.from',
    ],
    [
      'of a time of which nothing is kept any more',
      { kind: 'top', ...asked, statistic: 'count', range: { from: 0, to: NOW - 400 * DAY_MS } },
      'range.to',
    ],
    ['with an operator for a label', { kind: 'series', ...asked, statistics: ['count'], label: { $ne: '' } }, 'label'],
  ])('%s is refused by the name of the field', async (_, question, field) => {
    const answer = await answerQuery(ports, OWNER, question, NOW)
    expect(answer).toMatchObject({ ok: false, error: { code: 'bad_request', field } })
  })
})
