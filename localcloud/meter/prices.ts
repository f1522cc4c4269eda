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

/** Points a month that each plan includes, by its monthly price in yuan. */
export const PLANS = [
  { yuan: 0, points: 3_000 },
  { yuan: 19.9, points: 40_000 },
  { yuan: 199, points: 330_000 },
  { yuan: 999, points: 1_500_000 },
] as const
