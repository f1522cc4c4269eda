import type { IncidentDocument, IncidentHold } from '../documents/incident'
import type { SilenceDocument } from '../documents/silence'
import type { StoreDocument } from '../documents/store'
import { silencedUntil } from '../silences/silencedUntil'
import { MINUTE_MS } from '../time/units'
import { nextStepAt } from './escalation'
import { rank } from './severity'

/** Trouble that comes back within this is the same trouble: those who were told know of it (ALERTING §5.2). */
const SAME_TROUBLE_MS = 30 * MINUTE_MS
/** Areas whose critical incident explains trouble in every other: where nobody can order, nothing else matters. */
const EXPLAINS_ALL = new Set(['ordering'])

export interface HoldInput {
  store: StoreDocument
  silences: readonly SilenceDocument[]
  /** not resolved, of all stores */
  active: readonly IncidentDocument[]
  /** the store's latest */
  latest: readonly IncidentDocument[]
  now: number
}

/** Why nobody is to be told of an open incident at this moment; null if somebody is. */
export const holdOf = (incident: IncidentDocument, input: HoldInput): IncidentHold | null => {
  const silenced = silencedUntil(input.silences, incident, input.store, input.now)
  if (silenced !== null) return { reason: 'silence', until: silenced }
  if (isInhibited(incident, input.active)) return { reason: 'inhibited', until: input.now + MINUTE_MS }
  const again = againUntil(incident, input.latest)
  return again !== null && again > input.now ? { reason: 'again', until: again } : null
}

/** A critical incident of the same store and area, or of one that explains all, speaks for the warnings. */
const isInhibited = (incident: IncidentDocument, active: readonly IncidentDocument[]): boolean =>
  incident.severity === 'warn' &&
  active.some(
    (other) =>
      other._id !== incident._id &&
      other.store === incident.store &&
      other.severity === 'crit' &&
      other.status !== 'resolved' &&
      (other.area === incident.area || EXPLAINS_ALL.has(other.area)),
  )

/** Over a moment ago, told then, and no worse now: it waits as long as a step, in which somebody may take it. */
const againUntil = (incident: IncidentDocument, latest: readonly IncidentDocument[]): number | null => {
  if (incident.step > 0 || Object.keys(incident.deliveries).length > 0) return null
  const before = latest.find(
    (other) =>
      other._id !== incident._id &&
      other.area === incident.area &&
      other.resolvedAt !== null &&
      other.openedAt < incident.openedAt &&
      incident.openedAt - other.resolvedAt <= SAME_TROUBLE_MS &&
      rank[other.severity] >= rank[incident.severity] &&
      Object.values(other.deliveries).some(({ status }) => status === 'sent'),
  )
  return before === undefined ? null : nextStepAt(incident.severity, 0, incident.history[0]?.at ?? incident.openedAt)
}

/** The line of the timeline that says why it is quiet. */
export const HOLD_LINES: Record<IncidentHold['reason'], string> = {
  silence: '静音中，先不通知',
  quiet: '夜里不打扰，天亮再说',
  inhibited: '有更急的事，一起说',
  again: '刚好了又来，先等人接手',
}

/** Why nobody is told for now, as a page may show it; null if it is no longer so. */
export const holdShown = ({ hold, status }: IncidentDocument, now: number): IncidentHold | null =>
  hold && status === 'open' && (hold.until > now || hold.reason === 'inhibited') ? hold : null
