import fc from 'fast-check'
import { METRICS } from '../../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../../contract/outcomes'
import type { RangeName } from '../../../../contract/pages/range'
import type { BatchDocument } from '../../../../core/documents/batch'
import { MINUTE_MS } from '../../../../core/time/units'
import { NOON, storedBatch } from '../../../fakes/batches'
import { askPage, foldedShop } from '../../../fakes/pagedShop'

const NOW = NOON + 100 * MINUTE_MS
const OK = outcomeCode('ok')
/** Of a stored sketch (PERFORMANCE.md). */
const QUANTILE_ERROR = 0.016

interface Event {
  minutesAgo: number
  label: string
  outcome: number
  ms: number
}

const event: fc.Arbitrary<Event> = fc.record({
  // a range's first minute may be the one before an event's, so none lies on an edge
  minutesAgo: fc.oneof(fc.integer({ min: 3, max: 700 }), fc.integer({ min: 3, max: 9_000 })),
  label: fc.constantFrom('shop.menu', 'shop.pay'),
  outcome: fc.integer({ min: 0, max: OUTCOMES.length - 1 }),
  ms: fc.integer({ min: 1, max: 20_000 }),
})

const batchOf = ({ minutesAgo, label, outcome, ms }: Event, index: number): BatchDocument => {
  const atMs = NOW - minutesAgo * MINUTE_MS
  return storedBatch(`b${index}`, `u${index}`, atMs, {
    session: `s${String(index).padStart(9, '0')}`,
    dict: [label],
    counts: [[METRICS.call.id, 0, outcome, 0, 1]],
    points: [[METRICS.call.id, 0, outcome, atMs % MINUTE_MS, ms]],
  })
}

/** Only attempts that ended by themselves say how long something takes. */
const isTimed = ({ outcome }: Event): boolean => outcome === OK || isFailureCode(outcome)

const exactly = (sorted: readonly number[], q: number): number =>
  sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)] as number

describe('numbers of a page against a recount of the raw events', () => {
  it.each<RangeName>(['3h', 'today', '24h', '7d'])('%s: counts exact, quantiles within 1.6 %', async (range) => {
    await fc.assert(
      fc.asyncProperty(fc.array(event, { minLength: 1, maxLength: 60 }), async (events) => {
        const page = await askPage(foldedShop(events.map(batchOf), NOW), { kind: 'response', store: 's1', range }, NOW)
        // days hold whole hours: what is newer is in no day yet
        const known = page.tier === 'days' ? NOW - (NOW % 3_600_000) : page.range.to
        const inside = events.filter(({ minutesAgo }) => {
          const at = NOW - minutesAgo * MINUTE_MS
          return at >= page.range.from && at < known
        })
        const failed = inside.filter(({ outcome }) => isFailureCode(outcome)).length
        const ok = inside.filter(({ outcome }) => outcome === OK).length
        const attempts = page.apis.reduce(
          (sum, api) => sum + api.attempts.ok + api.attempts.failed + api.attempts.other,
          0,
        )
        expect(attempts).toBe(inside.length)
        expect(page.availability.value ?? null).toBe(ok + failed === 0 ? null : ok / (ok + failed))
        const sorted = inside
          .filter(isTimed)
          .map(({ ms }) => ms)
          .sort((a, b) => a - b)
        if (sorted.length === 0) {
          expect(page.distribution).toBeNull()
          return
        }
        const mean = sorted.reduce((sum, ms) => sum + ms, 0) / sorted.length
        const variance = sorted.reduce((sum, ms) => sum + (ms - mean) ** 2, 0) / sorted.length
        expect(page.distribution).toMatchObject({ count: sorted.length, minMs: sorted[0], maxMs: sorted.at(-1) })
        expect(page.distribution?.meanMs).toBeCloseTo(mean, 6)
        expect(page.distribution?.stddevMs).toBeCloseTo(Math.sqrt(variance), 2)
        for (const [name, q] of [
          ['p50Ms', 0.5],
          ['p75Ms', 0.75],
          ['p90Ms', 0.9],
          ['p95Ms', 0.95],
          ['p99Ms', 0.99],
        ] as const) {
          const exact = exactly(sorted, q)
          expect(Math.abs((page.distribution?.[name] as number) - exact) / exact).toBeLessThanOrEqual(QUANTILE_ERROR)
        }
        for (const api of page.apis) {
          const own = inside.filter(({ label }) => label === api.label)
          const timed = own.filter(isTimed)
          const well = own.filter(({ outcome }) => outcome === OK).length
          const all = own.filter(isTimed).length
          const within = (limit: number) => timed.filter(({ ms }) => ms <= limit).length / timed.length
          const satisfied = (within(api.targetMs) + within(4 * api.targetMs)) / 2
          if (timed.length > 0 && !timed.some(({ ms }) => isNear(ms, api.targetMs) || isNear(ms, 4 * api.targetMs)))
            expect(api.apdex).toBeCloseTo((well / all) * satisfied, 9)
        }
        for (const line of page.chart.lines) expect(line.values).toHaveLength(page.chart.at.length)
      }),
      { numRuns: 25, seed: 11 },
    )
  })
})

/** So close to a limit a bucket may lie on its other side. */
const isNear = (ms: number, limit: number): boolean => Math.abs(ms - limit) / limit <= QUANTILE_ERROR
