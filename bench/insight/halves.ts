import { type AlertSettings, alertDefaults } from '../../core/insight/alert/alertLayer'
import { type AlertScore, scoreAlerts } from './alertScore'
import { alertsOf } from './evidenceOf'
import type { Labelled } from './labelled'

/** The series of a set with one detector's evidence of every point. */
export interface Judged {
  series: readonly Labelled[]
  evidence: readonly Float32Array[]
}

export const MOST_FALSE_RUNS = 0.2

const grid = (opens: readonly number[], wearies: readonly number[]): AlertSettings[] =>
  opens.flatMap((open) => wearies.map((weary) => ({ ...alertDefaults.value, open, weary })))
export const ourSettings = grid([1.2, 1.4, 1.6, 1.8, 2], [0.3, 0.38, 0.46, 0.54])
/** Peers have no weariness of their own: they get ours, and a threshold in their own unit. */
export const theirSettings = grid([1, 1.4, 1.8, 2.2, 2.6, 3, 3.4], [0, 0.3, 0.6])

/** Every other series. */
export const half = <T>(all: readonly T[], which: number): T[] => all.filter((_, k) => k % 2 === which)

/**
 * One set of settings for all sets, chosen on one half of the series and scored on the other, both ways.
 * @returns of each set the mean of the two
 */
export function splitHalf(sets: readonly Judged[], settings: readonly AlertSettings[]): AlertScore[] {
  const scored = [0, 1].map((which) => {
    const worth = (one: AlertSettings, side: number): AlertScore[] =>
      sets.map(({ series, evidence }) =>
        scoreAlerts(
          half(series, side),
          half(evidence, side).map((values) => alertsOf(values, one)),
        ),
      )
    let best = settings[0] as AlertSettings
    let most = Number.NEGATIVE_INFINITY
    for (const one of settings) {
      const value = worth(one, which).reduce(
        (sum, { delayF1, eventF1, falseRunsPerDay }) =>
          sum + delayF1 + eventF1 - 3 * Math.max(0, falseRunsPerDay - MOST_FALSE_RUNS),
        0,
      )
      if (value > most) [best, most] = [one, value]
    }
    return worth(best, 1 - which)
  })
  return sets.map((_, set) => {
    const mean = (of: (score: AlertScore) => number): number =>
      scored.reduce((sum, scores) => sum + of(scores[set] as AlertScore) / 2, 0)
    return {
      delayF1: mean((score) => score.delayF1),
      eventF1: mean((score) => score.eventF1),
      falseRunsPerDay: mean((score) => score.falseRunsPerDay),
    }
  })
}
