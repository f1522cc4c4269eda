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
