import type { IncidentDocument } from '../documents/incident'

/** What was held over the night is told in one message: by the one that is open longest. */
export interface Bundle {
  leader: IncidentDocument
  /** how many there are, the leader too */
  size: number
}

/** @param active not resolved, as read when the run began @returns null if it is told by itself */
export const bundleOf = (
  incident: IncidentDocument,
  active: readonly IncidentDocument[],
  now: number,
): Bundle | null => {
  const held = (other: IncidentDocument): boolean =>
    other.store === incident.store &&
    other.status === 'open' &&
    other.severity === 'warn' &&
    other.hold?.reason === 'quiet' &&
    other.hold.until <= now
  if (!held(incident)) return null
  const others = active.filter((other) => other._id !== incident._id && held(other))
  const [leader] = [incident, ...others].sort((a, b) => a.openedAt - b.openedAt || (a._id < b._id ? -1 : 1))
  return others.length === 0 ? null : { leader: leader as IncidentDocument, size: others.length + 1 }
}
