/**
 * What WeChat Cloud bills, in points (1000 points = ¥1).
 * Source: the price page as quoted in public repositories, see docs/local-cloud.md; not confirmed by an invoice.
 */
export const POINTS = {
  perDbCall: 200 / 10_000,
  perFunctionCall: 13.3 / 10_000,
  perGbSecond: 0.111,
  perGbOut: 800,
} as const

export const POINTS_PER_YUAN = 1000

/** A plan of WeChat Cloud: its price and what it holds, by the month. */
export interface Plan {
  yuan: number
  points: number
}

/** From the price page as quoted in public repositories, see docs/local-cloud.md; smallest first. */
export const PLANS: readonly Plan[] = [
  { yuan: 0, points: 3000 },
  { yuan: 19.9, points: 40_000 },
  { yuan: 199, points: 330_000 },
  { yuan: 999, points: 1_500_000 },
]

/** The smallest plan that holds so many points a month; null when none does. */
export const planFor = (pointsPerMonth: number): Plan | null =>
  PLANS.find((plan) => pointsPerMonth <= plan.points) ?? null
