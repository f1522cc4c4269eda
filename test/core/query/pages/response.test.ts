import { METRICS } from '../../../../contract/metrics'
import { type Outcome, outcomeCode } from '../../../../contract/outcomes'
import type { BatchDocument } from '../../../../core/documents/batch'
import { PageMemory } from '../../../../core/query/pageMemory'
import { MINUTE_MS } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop } from '../../../fakes/pagedShop'

const DAY = 86_400_000
const NOW = NOON + 100 * MINUTE_MS
let made = 0

/** One call of a function that ended at `atMs`. */
function called(atMs: number, label: string, durationMs: number, outcome: Outcome = 'ok'): BatchDocument {
  const code = outcomeCode(outcome)
  return storedBatch(`b${++made}`, `u${made}`, atMs, {
    session: `session${String(made).padStart(6, '0')}`,
    dict: [label],
    counts: [[METRICS.call.id, 0, code, 0, 1]],
    points: [[METRICS.call.id, 0, code, atMs % MINUTE_MS, durationMs]],
  })
}

const steady = (fromMs: number, minutes: number, label: string, durationMs: number, outcome?: Outcome) =>
  Array.from({ length: minutes }, (_, minute) =>
    called(fromMs + minute * MINUTE_MS + 5_000, label, durationMs, outcome),
  )

describe('the response page', () => {
  it('today is made of hours and, since then, of minutes: nothing twice, nothing missing', async () => {
    const batches = [...steady(NOON - 60 * MINUTE_MS, 155, 'pay', 400), ...steady(NOON, 10, 'pay', 3000, 'timeout')]
    const page = await askPage(foldedShop(batches, NOW), { kind: 'response', store: 's1', range: 'today' }, NOW)
    expect(page.apis).toMatchObject([{ label: 'pay', attempts: { ok: 155, failed: 10 } }])
    expect(page.availability.value).toBeCloseTo(155 / 165)
    expect(page.p95.value).toBeGreaterThan(2900)
    expect(page.tier).toBe('hours')
    expect(page.foldedThrough).toBe(NOW)
    const p95 = page.chart.lines[0]?.values ?? []
    expect(p95).toHaveLength(page.chart.at.length)
    expect(p95[page.chart.at.indexOf(NOON - 120 * MINUTE_MS)]).toBeNull()
    expect(p95[page.chart.at.indexOf(NOON + 30 * MINUTE_MS)]).toBeCloseTo(400, -1)
  })

  it.each(['15m', '1h', '3h', 'today', '24h', '7d', '30d', '90d', '13mo'] as const)(
    '%s: counts are those of the range, points at most 500, one read',
    async (range) => {
      const batches = [10, 40, 100, 500, 1000, 5 * 1440, 20 * 1440, 60 * 1440, 300 * 1440].flatMap((minutesAgo) =>
        steady(NOW - minutesAgo * MINUTE_MS, 1, 'pay', 400),
      )
      const ports = foldedShop(batches, NOW)
      const calls: string[] = []
      ports.before.run = (name) => void calls.push(name)
      const page = await askPage(ports, { kind: 'response', store: 's1', range }, NOW)
      const inside = batches.filter(({ receivedAt }) => receivedAt.getTime() >= page.range.from)
      // days are made of whole hours: the last one is still under way
      const late = page.tier === 'days' ? 2 : 0
      expect(page.apis[0]?.attempts.ok ?? 0).toBe(inside.length - late)
      expect(page.chart.at.length).toBeLessThanOrEqual(500)
      expect(calls.filter((name) => !/^(directory|rules)\./.test(name))).toEqual(['pages.read'])
    },
  )

  it('is held against the same clock time a week ago, and drawn in the band of four weeks', async () => {
    const weeks = [7, 14, 21, 28].flatMap((days) => steady(NOON - days * DAY, 60, 'pay', 500 + days))
    const ports = foldedShop([...weeks, ...steady(NOON, 60, 'pay', 400)], NOW)
    const page = await askPage(ports, { kind: 'response', store: 's1', range: 'today' }, NOW)
    expect(page.p95).toMatchObject({ beforeLabel: '上周三' })
    expect(page.p95.before).toBeCloseTo(507, -1)
    const noon = page.chart.at.indexOf(NOON)
    expect(page.chart.band).toMatchObject({ label: '前 4 个周三' })
    expect(page.chart.band?.high[noon]).toBeCloseTo(528, -1)
    expect(page.chart.comparisons.map(({ id }) => id)).toEqual(['lastWeek'])
    expect(page.budget).toMatchObject({ usedToday: 0, left: 1 })
  })

  it('a shop of which nothing is known shows no number at all', async () => {
    const page = await askPage(foldedShop([], NOW), { kind: 'response', store: 's1' }, NOW)
    expect(page).toMatchObject({
      p95: { value: null, before: null, beforeLabel: '' },
      availability: { value: null },
      distribution: null,
      budget: null,
      apis: [],
      verdict: { level: 'none' },
    })
    expect(new Set(page.chart.lines.flatMap(({ values }) => values))).toEqual(new Set([null]))
  })

  it.each(['3h', 'today', '24h'] as const)(
    '%s: a warm instance, which leaves out minutes of made hours, says what a cold one does',
    async (range) => {
      const ports = foldedShop(steady(NOON - 120 * MINUTE_MS, 215, 'pay', 400), NOW)
      const question = { kind: 'response', store: 's1', range } as const
      const memory = new PageMemory()
      const cold = await askPage(ports, question, NOW, memory)
      const read = ports.pages.read
      const minutes: (number | undefined)[] = []
      ports.pages.read = (wants) => {
        minutes.push(wants.minutes?.from)
        return read(wants)
      }
      expect(await askPage(ports, question, NOW, memory)).toEqual(cold)
      // the hour that is under way is not made
      expect(minutes).toEqual([(NOON + 60 * MINUTE_MS) / MINUTE_MS])
      expect(cold.apis[0]?.attempts.ok).toBe(range === '3h' ? 215 - 40 : 215)
    },
  )

  it.each(['24h', '7d'] as const)(
    '%s: a warm instance reads of numbers and breakdowns only what is not settled, and says what a cold one does',
    async (range) => {
      const days = [5, 3, 1, 0.25].flatMap((back) => steady(NOON - back * DAY, 30, 'pay', 400 + back))
      const ports = foldedShop([...days, ...steady(NOON, 60, 'pay', 400)], NOW)
      const question = { kind: 'response', store: 's1', range } as const
      const memory = new PageMemory()
      const cold = await askPage(ports, question, NOW, memory)
      const read = ports.pages.read
      const asked: Parameters<typeof read>[0][] = []
      ports.pages.read = (wants) => {
        asked.push(wants)
        return read(wants)
      }
      expect(await askPage(ports, question, NOW, memory)).toEqual(cold)
      expect(cold.breakdowns.network?.[0]?.attempts.ok).toBe(range === '24h' ? 90 : 180)
      const { hours, dims, ...again } = asked[0]!
      expect(again.days.map(({ from }) => from >= '2026-11-23')).not.toContain(false)
      const unsettled = Math.floor(NOW / 3_600_000) - 3
      if (range === '24h') expect([hours?.from, dims?.hours?.from]).toEqual([unsettled, unsettled])
      else expect([hours, dims?.days?.from]).toEqual([null, '2026-11-23'])
    },
  )

  it('hours that are not made yet are read minute by minute, by a second call', async () => {
    const ports = foldedShop(steady(NOON - 120 * MINUTE_MS, 200, 'pay', 400), NOW)
    ports.store.hours.clear()
    const compacted = { _id: 'run:compact', at: NOON - 180 * MINUTE_MS, through: 0 }
    ports.store.heartbeats.set('run:compact', compacted)
    ports.store.heartbeats.delete('tiers:0')
    const calls: string[] = []
    ports.before.run = (name) => void calls.push(name)
    const page = await askPage(ports, { kind: 'response', store: 's1' }, NOW)
    expect(page.apis[0]?.attempts.ok).toBe(200)
    expect(calls.filter((name) => !/^(directory|rules)\./.test(name))).toEqual(['pages.read', 'minutes.read'])
  })
})
