import type { Budget } from '../../../../contract/pages/response'
import { dailyForecast, usedUpWithin } from '../../../insight/forecast/usedUp'
import { allowedBad, type Events } from '../../../slo/burn'
import { objectiveOf } from '../../../slo/objective'
import { budgetGains } from '../../../slo/slidingBudget'
import { addDays, dayStart, localTime } from '../../../time/localTime'
import { DAY_MS } from '../../../time/units'
import type { Span } from '../../range/planRange'
import { OPERATIONS } from '../figures'
import type { PageSource } from '../pageSource'

/** Days that a forecast goes by: two of every weekday. */
const PACE_DAYS = 14

/** What the objective of the last month still allows to fail, today included. */
export function budgetOf({ settings, history, plan, nowMs, measured }: PageSource): Budget | null {
  const { availability, days } = objectiveOf(settings)
  const today = localTime(nowMs, plan.zone).day
  const since = (back: number): number => dayStart(addDays(today, -back), plan.zone)
  const events = (span: Span): Events | null => {
    const merged = history.span(OPERATIONS, span)
    return merged === null ? null : { bad: merged.failed, total: merged.ok + merged.failed }
  }
  const past = Array.from({ length: days - 1 }, (_, index) => days - 1 - index).map((back) =>
    events({ from: since(back), to: since(back - 1) }),
  )
  const known = past.filter((day) => day !== null)
  const before = sumOf(known)
  // minutes of today that are in no day yet
  const fresh = plan.name === 'today' ? measured.sum(OPERATIONS) : null
  const now =
    fresh === null
      ? (events({ from: since(0), to: nowMs }) ?? NOTHING)
      : { bad: fresh.failed, total: fresh.ok + fresh.failed }
  const all = before.total + now.total
  if (all === 0) return null
  const allowed = allowedBad(all, availability)
  const left = allowed - before.bad - now.bad
  const pace = lastOf(past)
  const ahead = (daily: number[]) => dailyForecast(daily, nowMs, nowMs + days * DAY_MS)
  const attempts = ahead(pace.map(({ total }) => total)).map(({ expected }) => expected)
  return {
    ...{
      objective: availability,
      days,
      allowed: Math.floor(allowed),
      left: Math.floor(left),
      leftShare: left / allowed,
    },
    ...{
      usedBefore: before.bad,
      usedToday: now.bad,
      usualPerDay: known.length === 0 ? now.bad : before.bad / known.length,
    },
    usedUp: usedUpWithin(
      Math.max(0, left),
      ahead(pace.map(({ bad }) => bad)),
      nowMs,
      budgetGains(past, attempts, availability),
    ),
  }
}

const NOTHING: Events = { bad: 0, total: 0 }

const sumOf = (days: readonly Events[]): Events =>
  days.reduce((sum, { bad, total }) => ({ bad: sum.bad + bad, total: sum.total + total }), NOTHING)

/** The last days, oldest first, as far back as there is no hole. */
const lastOf = (past: readonly (Events | null)[]): Events[] => {
  const last = past.slice(-PACE_DAYS)
  return last.slice(last.lastIndexOf(null) + 1) as Events[]
}
