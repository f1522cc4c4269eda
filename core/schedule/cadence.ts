import type { SavingLevel } from '../../contract/plan'

/** What decides how closely a shop is watched. */
export interface Situation {
  /** since anything arrived, of phones or of orders */
  quietMs: number
  /** an alert is pending or firing, an incident open, or the last run failed */
  active: boolean
  /** at least one store is open */
  open: boolean
  /** how far the monitor saves (contract/plan.ts) */
  saving?: SavingLevel
}

/** Minutes between two of each; a minute with neither makes no database call. */
export interface Cadence {
  /** looking whether phones sent anything: one call */
  look: number
  /** reading orders, judging, writing the heartbeat */
  full: number
  /** reading orders, where nobody orders */
  orders: number
}

const MINUTE_MS = 60_000
/** So long after the last sign of life every minute is worked in full. */
const AWAKE_MS = 10 * MINUTE_MS
/** So long without any sign, a shop is taken as empty. */
const EMPTY_MS = 30 * MINUTE_MS

/** A shop with customers is worked every so many minutes. */
const WORKED_MINUTES: Record<SavingLevel, number> = { 0: 1, 1: 1, 2: 2, 3: 5 }
const everyMinutes = (minutes: number): Cadence => ({ look: minutes, full: minutes, orders: minutes })

/**
 * How often an instance works (docs/adr/schedule.md): a DB call costs fifteen function calls, so idle minutes must not
 * make any. `full` stays under the 15 minutes that a cold instance can catch up (alerting/gap.ts).
 */
export function cadenceOf({ quietMs, active, open, saving = 0 }: Situation): Cadence {
  if (active) return { look: 1, full: 1, orders: 1 }
  if (quietMs < AWAKE_MS) return everyMinutes(WORKED_MINUTES[saving])
  if (!open) return { look: 12, full: 12, orders: 60 }
  return quietMs < EMPTY_MS ? { look: 2, full: 2, orders: 2 } : { look: 2, full: 12, orders: 12 }
}

/** How old settings and stores may be in an instance: changes of the owner's take effect after it. */
export function directoryAgeMs({ quietMs, active }: Situation): number {
  if (active) return MINUTE_MS
  return quietMs < AWAKE_MS ? 5 * MINUTE_MS : 90 * MINUTE_MS
}

/** A timer comes at its second of the minute, some seconds early or late. */
const JITTER_MS = 30_000

/** Has it been so many minutes? */
export const isDue = (lastMs: number, minutes: number, nowMs: number): boolean =>
  nowMs - lastMs >= minutes * MINUTE_MS - JITTER_MS || nowMs < lastMs
