import type { IncidentDetail } from '../../contract/admin'
import type { IncidentDocument } from '../documents/incident'
import type { Window } from '../evidence'
import { KEPT_DAYS } from '../rollup/retention'
import { DAY_MS, HOUR_MS, MINUTES_PER_HOUR } from '../time/units'

/** Charts of an incident begin this long before it at most. */
const BEFORE_MS = 2 * HOUR_MS

/** What still tells how an incident ran: its minutes go after a week, its hours after six. */
export function keptBy({ openedAt }: Pick<IncidentDocument, 'openedAt'>, nowMs: number): IncidentDetail['keptBy'] {
  const age = nowMs - (openedAt - BEFORE_MS)
  if (age < KEPT_DAYS.minutes * DAY_MS) return 'minutes'
  return age < KEPT_DAYS.hours * DAY_MS ? 'hours' : 'nothing'
}

/** The hours that a window lies in, with those that hold what came late or is compared with. */
export const hoursAround = ({ from, to }: Window): [fromHour: number, toHour: number] => [
  Math.floor(from / MINUTES_PER_HOUR) - 1,
  Math.floor(to / MINUTES_PER_HOUR) + 2,
]
