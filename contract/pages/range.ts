/** Spans of time that a page offers, ending now; `today` begins at the shop's midnight. */
export const RANGE_NAMES = ['15m', '1h', '3h', 'today', '24h', '7d', '30d', '90d', '13mo'] as const
export type RangeName = (typeof RANGE_NAMES)[number]

/** One of those, or a span of the past: epoch ms, [from, to). */
export type Range = RangeName | { from: number; to: number }

/** Slots of a chart, at most. */
export const POINTS_MOST = 500
