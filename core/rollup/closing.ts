import { LIMITS } from '../../contract/limits'
import { MINUTE_MS, minuteOf } from '../time/units'

/** After its end a minute stays open this long: clocks of function and database differ, and writes take a moment. */
const CLOSING_MARGIN_MS = 10_000

/** A minute is counted again and sealed this long after its end. */
const SEALING_AFTER_MS = 3_600_000

/** Minutes below this are closed, epoch minute. */
export const closedThrough = (nowMs: number): number => minuteOf(nowMs - CLOSING_MARGIN_MS)

/** Minutes below this may be sealed, epoch minute. */
export const sealableThrough = (nowMs: number): number => minuteOf(nowMs - SEALING_AFTER_MS)

/** Minutes that ratios stay behind the newest folded one, so that every healthy phone has reported them. */
export const SETTLING_MINUTES = Math.ceil(LIMITS.flushIntervalMs / MINUTE_MS)

/**
 * Judging minute m reads the ingest minutes below this, never more: a late judgement sees what an on-time one saw.
 * @returns epoch minute
 */
export const cutoffOf = (minute: number): number => minute + 1
