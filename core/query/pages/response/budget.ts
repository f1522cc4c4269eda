import type { Budget } from '../../../../contract/pages/response'
import { allowedBad } from '../../../slo/burn'
import { objectiveOf } from '../../../slo/objective'
import { addDays, dayStart, localTime } from '../../../time/localTime'
import { DAY_MS } from '../../../time/units'
import type { Span } from '../../range/planRange'
import { OPERATIONS } from '../figures'
import type { PageSource } from '../pageSource'

/** The pace that a forecast goes by. */
const PACE_DAYS = 7

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
  const pace = attempts({ from: since(PACE_DAYS), to: since(0) }).failed / PACE_DAYS
  const lasts = pace === 0 ? Number.POSITIVE_INFINITY : Math.max(0, left) / pace
  return {
    ...{
      objective: availability,
      days,
      allowed: Math.floor(allowed),
      left: Math.floor(left),
      leftShare: left / allowed,
    },
    ...{ usedBefore: before.failed, usedToday: now.failed, usualPerDay: perDay },
    runsOutAt: lasts > days ? null : Math.round(nowMs + lasts * DAY_MS),
  }
}

const knownDays = (history: PageSource['history'], since: (back: number) => number, days: number): number =>
  Array.from({ length: days - 1 }, (_, index) => index + 1).filter(
    (back) => history.span(OPERATIONS, { from: since(back), to: since(back - 1) }) !== null,
  ).length
