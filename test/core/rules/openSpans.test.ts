import fc from 'fast-check'
import { isOpen } from '../../../core/rules/openingHours'
import { openSpans } from '../../../core/rules/openSpans'

const MINUTE = 60_000
const START = Date.parse('2026-10-30T00:00:00Z')
const day = fc
  .tuple(fc.integer({ min: 0, max: 1380 }), fc.integer({ min: 1, max: 900 }))
  .map(([from, length]) => [[from, from + length] as [number, number]])

test('spans hold exactly the minutes that isOpen calls open, over midnight and both changes of New York’s clock', () => {
  fc.assert(
    fc.property(
      fc.array(fc.oneof(day, fc.constant<[number, number][]>([])), { minLength: 7, maxLength: 7 }),
      fc.subarray(['2026-10-31', '2026-11-01', '2026-11-02']),
      fc.constantFrom('Asia/Shanghai', 'America/New_York'),
      fc.integer({ min: 0, max: 300 }),
      (hours, closedOn, zone, steps) => {
        const store = { hours, closedOn, zone }
        const spans = openSpans(store, START, START + 4 * 1440 * MINUTE)
        const at = START + steps * 19 * MINUTE
        expect(spans.some(([from, to]) => at >= from && at < to)).toBe(isOpen(store, at))
      },
    ),
    { seed: 7, numRuns: 400 },
  )
})
