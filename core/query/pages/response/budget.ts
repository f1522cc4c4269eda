import type { Budget } from '../../../../contract/pages/response'
import { dailyForecast, usedUpWithin } from '../../../insight/forecast/usedUp'
import { allowedBad } from '../../../slo/burn'
import { objectiveOf } from '../../../slo/objective'
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
  const attempts = (span: Span) => {
    const merged = history.span(OPERATIONS, span)
    return { failed: merged?.failed ?? 0, all: (merged?.ok ?? 0) + (merged?.failed ?? 0) }
  }
  const before = attempts({ from: since(days - 1), to: since(0) })
  // minutes of today that are in no day yet
  const fresh = plan.name === 'today' ? measured.sum(OPERATIONS) : null
  const now =
    fresh === null ? attempts({ from: since(0), to: nowMs }) : { failed: fresh.failed, all: fresh.ok + fresh.failed }
  const all = before.all + now.all
  if (all === 0) return null
  const allowed = allowedBad(all, availability)
  const left = allowed - before.failed - now.failed
  const known = knownDays(history, since, days)
  const perDay = known === 0 ? now.failed : before.failed / known
  const daily = lastDays(history, since)
  return {
    ...{
      objective: availability,
      days,
      allowed: Math.floor(allowed),
      left: Math.floor(left),
      leftShare: left / allowed,
    },
    ...{ usedBefore: before.failed, usedToday: now.failed, usualPerDay: perDay },
    usedUp: usedUpWithin(Math.max(0, left), dailyForecast(daily, nowMs, nowMs + days * DAY_MS), nowMs),
  }
}

/** What failed on each of the last days, oldest first, as far back as there is no hole. */
function lastDays(history: PageSource['history'], since: (back: number) => number): number[] {
  const daily: number[] = []
  for (let back = 1; back <= PACE_DAYS; back++) {
    const merged = history.span(OPERATIONS, { from: since(back), to: since(back - 1) })
    if (merged === null) break
    daily.unshift(merged.failed)
  }
  return daily
}

const knownDays = (history: PageSource['history'], since: (back: number) => number, days: number): number =>
  Array.from({ length: days - 1 }, (_, index) => index + 1).filter(
    (back) => history.span(OPERATIONS, { from: since(back), to: since(back - 1) }) !== null,
  ).length
