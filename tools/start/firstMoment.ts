const DAY_MS = 86_400_000
const SHANGHAI_MS = 8 * 3_600_000
/** The shop's rush begins: whoever starts at midnight sees it at work all the same. */
const TEN_TO_NOON_MS = (11 * 60 + 50) * 60_000

/** @returns 11:50 in Shanghai on the day of `nowMs` */
export function firstMoment(nowMs: number): number {
  return Math.floor((nowMs + SHANGHAI_MS) / DAY_MS) * DAY_MS - SHANGHAI_MS + TEN_TO_NOON_MS
}
