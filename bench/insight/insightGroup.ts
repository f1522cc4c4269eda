import { join } from 'node:path'
import { type AlertSettings, alertDefaults } from '../../core/insight/alert/alertLayer'
import { createDetector } from '../../core/insight/detector'
import { newState, saveState } from '../../core/insight/state'
import type { Row } from '../harness/row'
import { type AlertScore, scoreAlerts } from './alertScore'
import { baselineEvidence, baselineNames } from './baselines'
import { alertsOf, evidenceOf } from './evidenceOf'
import { forecastRows } from './forecastRows'
import { type Labelled, readLabelled } from './labelled'

/** Folder with `aiops/` and `wsd/`; the public series are no part of this project. */
const FOLDER = process.env.KANDIAN_INSIGHT_SERIES ?? ''
const sets = { aiops: { delayF1: 0.8, eventF1: 0.58 }, wsd: { delayF1: 0.6, eventF1: 0.52 } } as const
const MOST_FALSE_RUNS = 0.2
const MICROSECONDS = 20
const STATE_BYTES = 6144
const POINTS = 200_000

/** Cost of a point and of its state; and, where labelled series are at hand, what alerts are worth by split-half. */
export async function* insightGroup(): AsyncGenerator<Row> {
  yield* cost()
  const all = FOLDER === '' ? [] : Object.keys(sets).flatMap((name) => readLabelled(join(FOLDER, name)))
  yield* forecastRows(all)
  for (const [name, target] of Object.entries(sets)) {
    const series = FOLDER === '' ? [] : readLabelled(join(FOLDER, name))
    if (series.length === 0) continue
    const ours = halves(
      series,
      series.map((one) => evidenceOf(one).evidence),
      ourSettings,
    )
    yield { name: `insight.${name}.delayF1.missing`, value: 1 - ours.delayF1, target: 1 - target.delayF1 }
    yield { name: `insight.${name}.eventF1.missing`, value: 1 - ours.eventF1, target: 1 - target.eventF1 }
    yield { name: `insight.${name}.falseRuns`, value: ours.falseRunsPerDay, target: MOST_FALSE_RUNS }
    for (const baseline of baselineNames) {
      const theirs = halves(
        series,
        series.map((one) => baselineEvidence(baseline, one)),
        theirSettings,
      )
      yield { name: `insight.${name}.delayF1.missing.${baseline}`, value: 1 - theirs.delayF1 }
      yield { name: `insight.${name}.eventF1.missing.${baseline}`, value: 1 - theirs.eventF1 }
      yield { name: `insight.${name}.falseRuns.${baseline}`, value: theirs.falseRunsPerDay }
    }
  }
}

function* cost(): Generator<Row> {
  const detector = createDetector('value', { zone: 'Asia/Shanghai' })
  const state = newState()
  const before = process.cpuUsage()
  for (let k = 0; k < POINTS; k++) {
    detector.step(state, { at: k * 60_000, value: 100 + 30 * Math.sin(k / 229) + ((k * 7919) % 97) / 40 })
  }
  const { user } = process.cpuUsage(before)
  yield { name: 'insight.point.microseconds', value: user / POINTS, target: MICROSECONDS }
  yield { name: 'insight.state.bytes', value: JSON.stringify(saveState(state)).length, target: STATE_BYTES }
}

const grid = (opens: number[], wearies: number[]): AlertSettings[] =>
  opens.flatMap((open) => wearies.map((weary) => ({ ...alertDefaults.value, open, weary })))
const ourSettings = grid([4, 4.4, 4.8, 5.2], [0.75, 1, 1.3])
/** Peers have no weariness of their own: they get ours, and a threshold in their own unit. */
const theirSettings = grid([1.4, 1.8, 2.2, 2.6, 3, 3.4], [0, 0.5])

/** Settings chosen on one half of the series, scored on the other, both ways; the mean of the two. */
function halves(series: Labelled[], evidence: Float32Array[], settings: AlertSettings[]): AlertScore {
  const half = <T>(all: T[], which: number): T[] => all.filter((_, k) => k % 2 === which)
  const scored = [0, 1].map((which) => {
    const worth = (one: AlertSettings, side: number): AlertScore =>
      scoreAlerts(
        half(series, side),
        half(evidence, side).map((values) => alertsOf(values, one)),
      )
    let best = settings[0] as AlertSettings
    let most = Number.NEGATIVE_INFINITY
    for (const one of settings) {
      const { delayF1, eventF1, falseRunsPerDay } = worth(one, which)
      const value = delayF1 + eventF1 - 3 * Math.max(0, falseRunsPerDay - MOST_FALSE_RUNS)
      if (value > most) [best, most] = [one, value]
    }
    return worth(best, 1 - which)
  })
  const mean = (of: (score: AlertScore) => number): number => scored.reduce((sum, score) => sum + of(score) / 2, 0)
  return {
    delayF1: mean((score) => score.delayF1),
    eventF1: mean((score) => score.eventF1),
    falseRunsPerDay: mean((score) => score.falseRunsPerDay),
  }
}
