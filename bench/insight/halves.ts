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

/** Asked for where settings are chosen: other series are worse than those on which they were. */
const CHOSEN_FALSE_RUNS = 0.8 * MOST_FALSE_RUNS

const grid = (opens: readonly number[], wearies: readonly number[], habits: readonly number[]): AlertSettings[] =>
  opens.flatMap((open) =>
    wearies.flatMap((weary) => habits.map((habit) => ({ ...alertDefaults.value, open, weary, habit }))),
  )
export const ourSettings = grid([1.4, 1.6, 1.8], [0.28, 0.34, 0.4, 0.46], [0, 1.2])
/** Peers have no alert layer of their own: they get ours, and a threshold in their own unit. */
export const theirSettings = grid([1, 1.4, 1.8, 2.2, 2.6, 3, 3.4], [0, 0.3, 0.6], [1.2])

/** Every other series. */
export const half = <T>(all: readonly T[], which: number): T[] => all.filter((_, k) => k % 2 === which)

/** What the settings that the product has are worth on all series of each set. */
export const asShipped = (sets: readonly Judged[]): AlertScore[] => worth(sets, alertDefaults.value)

const worth = (sets: readonly Judged[], settings: AlertSettings): AlertScore[] =>
  sets.map(({ series, evidence }) =>
    scoreAlerts(
      series,
      series.map((one, k) => alertsOf(one, evidence[k] as Float32Array, settings)),
    ),
  )

const halfOf = (sets: readonly Judged[], which: number): Judged[] =>
  sets.map(({ series, evidence }) => ({ series: half(series, which), evidence: half(evidence, which) }))

/**
 * One set of settings for all sets, chosen on one half of the series and scored on the other, both ways.
 * @returns of each set the mean of the two
 */
export function splitHalf(sets: readonly Judged[], settings: readonly AlertSettings[]): AlertScore[] {
  const scored = [0, 1].map((which) => {
    const chosenOn = halfOf(sets, which)
    let best = settings[0] as AlertSettings
    let most = Number.NEGATIVE_INFINITY
    for (const one of settings) {
      const value = worth(chosenOn, one).reduce(
        (sum, { delayF1, eventF1, falseRunsPerDay }) =>
          sum + delayF1 + eventF1 - 3 * Math.max(0, falseRunsPerDay - CHOSEN_FALSE_RUNS),
        0,
      )
      if (value > most) [best, most] = [one, value]
    }
    return worth(halfOf(sets, 1 - which), best)
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
