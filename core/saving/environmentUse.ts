import { POINTS } from '../../contract/prices'
import type { CloudUsage, UsageCounts } from '../ports/meter'
import { DAY_MS, HOUR_MS } from '../time/units'

/** What all of the cloud environment takes of its plan, the shop's own functions included. Points. */
export interface EnvironmentUse {
  /** since the month began, or since it is counted */
  used: number
  /** at present */
  perDay: number
}

/** Shorter spans say nothing about a month. */
export const SHORTEST_MS = HOUR_MS
/** Days whose pace is taken for what will come. */
export const PACE_DAYS = 7

export const pointsOf = ({ dbCalls, functionCalls, gbs, gbOut }: UsageCounts): number =>
  dbCalls * POINTS.perDbCall +
  functionCalls * POINTS.perFunctionCall +
  gbs * POINTS.perGbSecond +
  gbOut * POINTS.perGbOut

/** @param fromMs when the month began @returns null: nobody counts, or not for long enough */
export function environmentUse(usage: CloudUsage | null, fromMs: number, nowMs: number): EnvironmentUse | null {
  if (usage === null) return null
  const sinceMs = Math.max(fromMs, usage.since)
  if (nowMs - sinceMs < SHORTEST_MS) return null
  const used = pointsOf(usage.all)
  // the first day told may have begun before it was counted, the last one is under way: neither is whole
  const days = usage.days
    .slice(1, -1)
    .slice(-PACE_DAYS)
    .map(({ points }) => points)
  const perDay = days.length > 0 ? days.reduce((a, b) => a + b, 0) / days.length : (used * DAY_MS) / (nowMs - sinceMs)
  return { used, perDay }
}
