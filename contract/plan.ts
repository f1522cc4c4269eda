/** What the shop's cloud environment holds by the month, and how much of it the monitor may take. 1000 points = ¥1. */
export interface PlanSettings {
  pointsPerMonth: number
  /** share of the plan for the monitor, 0…1; the rest is the shop's */
  monitorShare: number
}

/**
 * How far the monitor goes in saving: 0 not at all; 1 phones report no sooner than they must; 2 detail of a quarter of the
 * sessions, and every second minute is worked; 3 detail of a tenth, and every fifth minute is worked. Counters and errors
 * always travel, and none is later than the minute that ratios wait for; while an alert is up every minute is worked.
 */
export const SAVING_LEVELS = [0, 1, 2, 3] as const
export type SavingLevel = (typeof SAVING_LEVELS)[number]
