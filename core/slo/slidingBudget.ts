import { allowedBad, type Events } from './burn'

/**
 * What the budget of a sliding window gains on each coming day, before what fails then: that day's attempts allow some to
 * fail, and the day that leaves the window takes along what its attempts allowed and gives back what failed in it.
 * @param past whole days in the window, oldest first; null: nothing is known of it
 * @param attempts expected on each coming day
 */
export const budgetGains = (past: readonly (Events | null)[], attempts: readonly number[], slo: number): number[] =>
  attempts.map((coming, ahead) => {
    const leaving = past[ahead] ?? { bad: 0, total: 0 }
    return allowedBad(coming - leaving.total, slo) + leaving.bad
  })
