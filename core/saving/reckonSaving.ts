import type { PlanSettings, SavingLevel } from '../../contract/plan'
import type { Saving } from '../documents/settings'
import { DAY_MS } from '../time/units'
import type { EnvironmentUse } from './environmentUse'

/** One batch: a call of the function `collect` and its one call of the database (PLATFORM §3: 13.3 and 200 in 10,000). */
const POINTS_PER_BATCH = (13.3 + 200) / 10_000
/** What the timers take in a day, batches or not: `npm run bench -- cost`, row cost.points.fixed.month, by 30. */
const POINTS_PER_DAY = 21
/**
 * Up to which share of what may be taken each level is enough; beyond the last, level 3. Of the monitor's own share, and of
 * the whole plan: when that runs out the shop stops, so the monitor gives way before, whoever uses it up.
 */
const OWN: Limits = { enough: [0.9, 1.1, 1.5], relaxed: 0.7 }
const PLAN: Limits = { enough: [0.9, 0.95, 1], relaxed: 0.8 }

interface Limits {
  enough: readonly [number, number, number]
  /** before it saves less again, it must be as little as this: a saving that works must not end itself */
  relaxed: number
}

export interface MonthSoFar {
  nowMs: number
  /** first and end of the running month */
  fromMs: number
  toMs: number
  /** batches since the month began */
  batches: number
  /** batches a day, at the present pace */
  perDay: number
  /** of the whole environment; null: nobody counts it */
  environment: EnvironmentUse | null
}

/**
 * What the monitor has used of its share of the plan, how long it lasts at the present pace, and how far to save: as far as
 * its own share asks for, or the whole plan, whichever is more. Saves more at once, less only when the forecast has become
 * easy, or with a new month.
 */
export function reckonSaving(plan: PlanSettings, month: MonthSoFar, before: Saving | undefined): Saving {
  const { nowMs, fromMs, toMs, batches, environment } = month
  const share = plan.pointsPerMonth * plan.monitorShare
  const usedPoints = batches * POINTS_PER_BATCH + ((nowMs - fromMs) / DAY_MS) * POINTS_PER_DAY
  const perDay = month.perDay * POINTS_PER_BATCH + POINTS_PER_DAY
  const forecastPoints = usedPoints + ((toMs - nowMs) / DAY_MS) * perDay
  const lasts = Math.max(0, share - usedPoints) / perDay
  const known = before !== undefined && before.at >= fromMs ? before : undefined
  const level = Math.max(
    levelOf(OWN, forecastPoints / share, usedPoints >= share, known?.level ?? 0),
    environment === null ? 0 : planLevel(plan, environment, (toMs - nowMs) / DAY_MS, known?.level ?? 0),
  ) as SavingLevel
  return {
    at: nowMs,
    level,
    since: known?.level === level ? known.since : nowMs,
    usedPoints: Math.round(usedPoints),
    forecastPoints: Math.round(forecastPoints),
    daysLeft: nowMs + lasts * DAY_MS >= toMs ? null : Math.round(lasts * 10) / 10,
  }
}

function planLevel(
  { pointsPerMonth }: PlanSettings,
  { used, perDay }: EnvironmentUse,
  days: number,
  before: SavingLevel,
): SavingLevel {
  return levelOf(PLAN, (used + days * perDay) / pointsPerMonth, used >= pointsPerMonth, before)
}

/** @param forecast what will be used, as a share of what may be */
function levelOf({ enough, relaxed }: Limits, forecast: number, isUsedUp: boolean, before: SavingLevel): SavingLevel {
  const found = enough.findIndex((limit) => forecast <= limit)
  const needed = (isUsedUp || found < 0 ? 3 : found) as SavingLevel
  if (needed >= before) return needed
  return forecast <= relaxed ? needed : before
}

/** The month in UTC, [from, to) in epoch ms. */
export function monthOf(nowMs: number): { fromMs: number; toMs: number } {
  const now = new Date(nowMs)
  const at = (months: number) => Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + months, 1)
  return { fromMs: at(0), toMs: at(1) }
}
