import type { StoreDocument } from '../documents/store'
import type { Outlook } from '../insight/outlook'
import { addDays, dayStart, localTime } from '../time/localTime'
import { MINUTE_MS } from '../time/units'

/** The forecast is looked at this often. */
const STEP_MS = 5 * MINUTE_MS
/** A rush begins where the forecast rises over this share of the day's highest, */
const RUSH_SHARE = 0.5
/** after so long below it. */
const CALM_STEPS = 6
/** A day of fewer visits a minute than this has no rush. */
const LEAST_PER_MINUTE = 0.2

export interface Rush {
  /** epoch ms */
  at: number
  /** visits a minute forecast just before it, and at its highest */
  before: number
  most: number
}

/** When visits are forecast to rise to a rush, on the local day of `nowMs`. */
export function rushesOf(outlook: Outlook, { zone }: Pick<StoreDocument, 'zone'>, nowMs: number): Rush[] {
  const { day } = localTime(nowMs, zone)
  const [from, to] = [dayStart(day, zone), dayStart(addDays(day, 1), zone)]
  const moments = Array.from({ length: Math.round((to - from) / STEP_MS) }, (_, step) => from + step * STEP_MS)
  const visits = outlook.at('visits', moments).map(({ expected }) => expected)
  const limit = Math.max(...visits) * RUSH_SHARE
  if (limit < LEAST_PER_MINUTE * RUSH_SHARE) return []
  return visits.flatMap((value, step): Rush[] => {
    const before = visits.slice(Math.max(0, step - CALM_STEPS), step)
    if (value < limit || before.some((earlier) => earlier >= limit)) return []
    const end = visits.findIndex((later, index) => index > step && later < limit)
    const during = visits.slice(step, end < 0 ? undefined : end)
    return [{ at: moments[step] as number, before: before[before.length - 1] ?? 0, most: Math.max(...during) }]
  })
}
