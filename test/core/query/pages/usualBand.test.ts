import { Sketch } from '../../../../contract/sketch/sketch'
import type { Merged } from '../../../../core/evidence'
import type { Outlook } from '../../../../core/insight/outlook'
import type { PageSource } from '../../../../core/query/pages/pageSource'
import { usualBand } from '../../../../core/query/pages/usualBand'

const MINUTE = 60_000
/** A hundredth of the durations after another: p90 is 900 ms, p95 950 ms. */
const durations = (count: number): Merged => {
  const sketch = new Sketch()
  for (let index = 1; index <= count; index++) sketch.add((index / count) * 1000)
  return { sketch } as Merged
}
/** 700 ms to 900 ms are usual at ten, twice that at eleven. */
const outlook: Outlook = {
  at: (_, moments) =>
    moments.map((at) => {
      const times = at < 11 * 60 * MINUTE ? 1 : 2
      return { at, expected: 800 * times, low: 700 * times, high: 900 * times }
    }),
  sum: () => ({ expected: 0, low: 0, high: 0 }),
  through: 0,
}
const source = (more: { count: number; stepMs?: number; outlook?: Outlook | null }): PageSource =>
  ({
    outlook: more.outlook === undefined ? outlook : more.outlook,
    plan: { from: 0, at: [10 * 60 * MINUTE, 11 * 60 * MINUTE], stepMs: more.stepMs ?? 10 * MINUTE },
    history: { span: () => durations(more.count) },
    measured: { sum: () => null },
  }) as unknown as PageSource

describe('what is usual for p95, learnt of p90', () => {
  it('is stretched by how far the two lay apart last week, time by time', () => {
    const band = usualBand(source({ count: 1000 }), 0.95)
    const near = (values: readonly (number | null)[] | undefined, wanted: number[]): void => {
      for (const [k, value] of (values ?? []).entries()) expect((value ?? 0) / (wanted[k] as number)).toBeCloseTo(1, 1)
    }
    near(
      band?.low,
      [700, 1400].map((ms) => (ms * 95) / 90),
    )
    near(
      band?.high,
      [900, 1800].map((ms) => (ms * 95) / 90),
    )
    expect(band?.high[0]).toBeGreaterThan(920)
    expect(band?.label).toBe('平时')
  })

  it.each<[string, Parameters<typeof source>[0]]>([
    ['where nothing is learnt', { count: 1000, outlook: null }],
    ['of slots of a day', { count: 1000, stepMs: 24 * 60 * MINUTE }],
    ['from a handful of durations', { count: 20 }],
  ])('is not told %s', (_, more) => expect(usualBand(source(more), 0.95)).toBeNull())
})
