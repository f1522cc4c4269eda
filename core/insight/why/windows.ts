import type { Rule } from '../../../contract/schemas/rule'
import type { IncidentDocument } from '../../documents/incident'
import type { Window } from '../../evidence'
import { minuteOf } from '../../time/units'

/** Breakdowns are kept by so many minutes. */
const SPAN = 5
/** No more than this of a long incident is compared; before it, at least so much. */
const LONGEST = 120
const LEAST_BEFORE = 60
/** What came just before it was told may already be part of it. */
const UNSURE = 5

/** The times that an incident's explanation compares, epoch minutes. */
export interface Compared {
  before: Window
  now: Window
}

/** @param rule that speaks for it: an incident begins earlier than its rule can tell */
export function comparedWindows(incident: IncidentDocument, rule: Rule | undefined, nowMs: number): Compared {
  const lag = rule === undefined ? 0 : Math.min(30, rule.windowMinutes) + rule.forMinutes
  const begun = down(minuteOf(incident.openedAt) - Math.ceil(lag / 2))
  const until = Math.max(begun + SPAN, up(minuteOf(incident.resolvedAt ?? nowMs)))
  const to = Math.min(until, begun + LONGEST)
  const before = begun - down(lag / 2 + UNSURE) - SPAN
  return {
    before: { from: before - Math.max(LEAST_BEFORE, to - begun), to: before },
    now: { from: begun, to },
  }
}

const down = (minute: number): number => Math.floor(minute / SPAN) * SPAN
const up = (minute: number): number => Math.ceil(minute / SPAN) * SPAN
