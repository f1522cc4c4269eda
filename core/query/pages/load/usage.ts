import type { PlanUse } from '../../../../contract/pages/load'
import type { Chart } from '../../../../contract/pages/parts'
import { PLANS, type Plan, POINTS, POINTS_PER_YUAN, planFor } from '../../../../contract/prices'
import type { Saving } from '../../../documents/settings'
import { sumForecast } from '../../../insight/forecast/forecast'
import { dailyForecast, usedUpWithin } from '../../../insight/forecast/usedUp'
import type { CloudUsage, UsageCounts } from '../../../ports/meter'
import { pointsOf, SHORTEST_MS } from '../../../saving/environmentUse'
import { monthOf as monthInUtc } from '../../../saving/reckonSaving'
import { addDays, dayStart, localTime } from '../../../time/localTime'
import { DAY_MS } from '../../../time/units'
import type { PageSource } from '../pageSource'

/** Kandian's own functions: what they cost is what watching costs. */
export const OWN_FUNCTIONS = new Set([
  ...['collect', 'aggregate', 'compact', 'alert', 'query', 'admin', 'report', 'watchdog', 'events', 'probe', 'export'],
])

/**
 * How much of the month's plan is used, and how long it lasts at this pace. Where nobody counts for the whole
 * environment, what the monitor itself used is all that is known.
 */
export function planUse(source: PageSource, usage: CloudUsage | null): PlanUse | null {
  const { settings, store, nowMs } = source
  const { plan, saving } = settings
  if (usage === null && saving === undefined) return null
  const { used, since, until, toMs } =
    usage === null ? estimated(saving, nowMs) : counted(usage, monthOf(nowMs, store.zone), nowMs)
  const pace = until - since < SHORTEST_MS ? null : used / (until - since)
  const ahead = pace === null ? [] : dailyForecast(dailyPoints(source, usage, pace), until, toMs)
  const forecast = pace === null ? null : used + sumForecast(ahead).expected
  const points = plan?.pointsPerMonth ?? (planFor(forecast ?? used) ?? LARGEST).points
  const usedUp = usedUpWithin(Math.max(0, points - used), ahead, until)
  const own = usage?.own ? pointsOf(usage.own) : estimated(saving, nowMs).used
  return {
    ...{ source: usage?.source ?? 'estimate', since, told: plan !== undefined && plan !== null },
    ...{ yuanPerMonth: PLANS.find((one) => one.points === points)?.yuan ?? points / POINTS_PER_YUAN, points },
    ...{ used, usedShare: used / points },
    ...{ forecast, forecastShare: forecast === null ? null : forecast / points },
    ...{ daysLeft: usedUp.at === null ? null : Math.max(0, usedUp.at - nowMs) / DAY_MS, usedUp },
    parts: usage === null ? [] : partsOf(usage.all, used),
    own: { points: own, share: used === 0 ? 0 : Math.min(1, own / used), yuan: own / POINTS_PER_YUAN },
    shed: SHED.slice(0, saving?.level ?? 0),
    chart: usage === null || usage.days.length === 0 ? null : usedChart(usage.days, points, store.zone),
  }
}

/** What was used in [since, until), and when the month ends. Points, epoch ms. */
interface Used {
  used: number
  since: number
  until: number
  toMs: number
}

const counted = (usage: CloudUsage, month: { from: number; to: number }, nowMs: number): Used => ({
  ...{ used: pointsOf(usage.all), since: Math.max(month.from, usage.since), until: nowMs, toMs: month.to },
})

/** The monitor's own reckoning is some hours old, and of a month in UTC: just after that has begun, of the month before. */
function estimated(saving: Saving | undefined, nowMs: number): Used {
  const { fromMs, toMs } = monthInUtc(nowMs)
  const isOfThisMonth = saving !== undefined && saving.at >= fromMs
  const known = isOfThisMonth ? { used: saving.usedPoints, until: saving.at } : { used: 0, until: fromMs }
  return { ...known, since: fromMs, toMs }
}

/** Fewer whole days tell no pace of their own. */
const FEWEST_DAYS = 3
const PACE_DAYS = 28

/**
 * Points of the last whole days, oldest first: where the source tells days those, else the mean pace, spread over days as
 * the store's phones reported on them.
 * @param pace points a ms, since the month began
 */
function dailyPoints({ documents, store, nowMs }: PageSource, usage: CloudUsage | null, pace: number): number[] {
  const today = localTime(nowMs, store.zone).day
  const told = (usage?.days ?? []).filter(({ day }) => day < today).map(({ points }) => points)
  if (told.length >= FEWEST_DAYS) return told.slice(-PACE_DAYS)
  const reported = documents.days.filter(({ day }) => day < today).map(({ batches }) => batches)
  const sum = reported.reduce((a, b) => a + b, 0)
  if (reported.length < FEWEST_DAYS || sum === 0) return [pace * DAY_MS]
  return reported.slice(-PACE_DAYS).map((batches) => (pace * DAY_MS * batches * reported.length) / sum)
}

const LARGEST = PLANS[PLANS.length - 1] as Plan

/** By level of saving (contract/plan.ts), in the owner's words. */
const SHED = ['手机报得慢一点', '只细看四分之一的顾客，两分钟看一次', '只细看十分之一的顾客，五分钟看一次']

function usedChart(days: CloudUsage['days'], points: number, zone: string): Chart {
  let sum = 0
  const values = days.map((day) => {
    sum += day.points
    return sum
  })
  const at = days.map(({ day }) => dayStart(day, zone))
  const line = { id: 'used', label: '', values }
  return { unit: 'points', at, stepMs: DAY_MS, lines: [line], comparisons: [], band: null, limit: points }
}

function partsOf({ dbCalls, gbOut, gbs, functionCalls }: UsageCounts, used: number): PlanUse['parts'] {
  const part = (kind: PlanUse['parts'][number]['kind'], amount: number, unit: string, each: number) => ({
    ...{ kind, amount, unit, points: amount * each, share: used === 0 ? 0 : (amount * each) / used },
  })
  return [
    part('database', dbCalls, '次', POINTS.perDbCall),
    part('traffic', gbOut, 'GB', POINTS.perGbOut),
    part('compute', gbs, 'GB·秒', POINTS.perGbSecond),
    part('calls', functionCalls, '次', POINTS.perFunctionCall),
  ].sort((a, b) => b.points - a.points)
}

/** The calendar month of the shop. */
export function monthOf(nowMs: number, zone: string): { from: number; to: number } {
  const first = `${localTime(nowMs, zone).day.slice(0, 8)}01`
  const next = `${addDays(first, 31).slice(0, 8)}01`
  return { from: dayStart(first, zone), to: dayStart(next, zone) }
}
