import { type NoData, step } from '../../../core/alerting/machine'
import type { SeriesState } from '../../../core/documents/alertState'
import timelines from '../../fixtures/promtool/timelines.json'

type Case = (typeof timelines.cases)[number]
type Seen = (string | number)[]

/** Runs the machine over the steps of one series that `isJudged`, and writes the alerts down as the fixture does. */
const spansOf = (one: Case, holds: string, noData: NoData): Seen[] => {
  const timing = { for: one.forSec, keepFiringFor: one.keepFiringForSec }
  const spans: Seen[] = []
  let state: SeriesState | null = null
  for (let index = 0; index < one.steps; index++) {
    state = step(state, holds[index] === '1', index * one.evalSec, timing, noData).state
    if (!state) continue
    const last = spans.at(-1)
    const continues = last && last[1] === index - 1 && last[2] === state.state && last[3] === state.activeAt
    if (continues) last[1] = index
    else spans.push([index, index, state.state, state.activeAt])
  }
  return spans
}

describe('the alert state machine against promtool', () => {
  it('has all 200 cases with pending, firing, resolved and dropped alerts', () => {
    expect(timelines.cases).toHaveLength(200)
    const spans = timelines.cases.flatMap((one) => one.series.flatMap((series) => series.alerts))
    expect(spans.filter((span) => span[2] === 'pending').length).toBeGreaterThan(500)
    expect(spans.filter((span) => span[2] === 'firing').length).toBeGreaterThan(500)
  })

  it.each(timelines.cases)('$id, a rule of kind $kind, goes through the same states', (one) => {
    for (const series of one.series) {
      expect({ series: series.labels, alerts: spansOf(one, series.holds, 'keep') }).toEqual({
        series: series.labels,
        alerts: series.alerts,
      })
    }
  })

  it('takes "no data" for false, as Prometheus does, where the policy is ok', () => {
    const timing = { for: 2, keepFiringFor: 0 }
    const firing: SeriesState = { state: 'firing', activeAt: 1, keepSince: null, noDataSince: null, value: 1 }
    expect(step(firing, 'unknown', 5, timing, 'ok')).toEqual(step(firing, false, 5, timing, 'ok'))
    expect(step(null, 'unknown', 5, timing, 'ok')).toEqual(step(null, false, 5, timing, 'ok'))
  })
})
