/** Where each number of a detector's state sits, in 32-bit floats. Changing anything here means a new STATE_VERSION. */
export const STATE_VERSION = 4

/** Ten minutes: lunch rises in a few of them, and a day of them is 576 bytes. */
export const DAY_SLOTS = 144
export const WEEK_SLOTS = 168
/** Spread changes more slowly over the day than the level does. */
export const SPREAD_SLOTS = 48
export const PREDICTORS = 6
export const TAILS = 8
/** Small numbers of four bits that one float holds exactly: it has 24 bits. */
export const PER_FLOAT = 6
/** Per side of a tail's histogram. */
export const TAIL_BINS = 18
/** Whole days whose totals are kept: two of each weekday at least, with which a state takes 4 KB. */
export const DAYS_KEPT = 20
/** Two hours each: of a day off and of a working day, how their orders are shared out over the day. */
export const DAY_PARTS = 12

let next = 0
const take = (length: number): number => {
  const at = next
  next += length
  return at
}

/** Parts that only one kind of series has lie in the same place. @param parts with how many floats each takes */
function share<T extends string>(parts: Record<T, number>): Record<T, number> {
  const from = take(Math.max(...Object.values<number>(parts)))
  return Object.fromEntries(Object.keys(parts).map((name) => [name, from])) as Record<T, number>
}

/** Whole days' totals and what is usual of parts of a day, packed in pairs (kinds/packedCounts.ts), and today so far. */
export const DAY_TOTALS = 0
export const USUAL_PARTS = DAY_TOTALS + DAYS_KEPT / 2
export const TODAY = USUAL_PARTS + DAY_PARTS
const TODAY_FLOATS = 6

/** Index of the first float of each part. */
export const at = {
  /** scalars that many channels use */
  scalars: take(58),
  predictorErrors: take(PREDICTORS),
  dayProfile: take(DAY_SLOTS),
  weekProfile: take(WEEK_SLOTS),
  spread: take(SPREAD_SLOTS),
  tails: take(TAILS * (2 * TAIL_BINS + 2)),
  /** `habits` of series without a kind of their own (alert/habit.ts), `days` of counts (kinds/dayCounts.ts) */
  ...share({ habits: DAY_SLOTS / PER_FLOAT, days: TODAY + TODAY_FLOATS }),
} as const

export const FLOATS = next

/** The version before had fewer scalars, and ended with the tails: what came since is of use without a past. */
export const OLDER = { version: 2, scalars: 56, floats: at.habits - 2 } as const
