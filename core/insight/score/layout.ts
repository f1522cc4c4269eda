/** Where each number of a detector's state sits, in 32-bit floats. Changing anything here means a new STATE_VERSION. */
export const STATE_VERSION = 3

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

let next = 0
const take = (length: number): number => {
  const at = next
  next += length
  return at
}

/** Index of the first float of each part. */
export const at = {
  /** scalars that many channels use */
  scalars: take(58),
  predictorErrors: take(PREDICTORS),
  dayProfile: take(DAY_SLOTS),
  weekProfile: take(WEEK_SLOTS),
  spread: take(SPREAD_SLOTS),
  habits: take(DAY_SLOTS / PER_FLOAT),
  tails: take(TAILS * (2 * TAIL_BINS + 2)),
} as const

export const FLOATS = next
