import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { onDuty } from '../staff/onDuty'
import { spanEnd } from '../staff/quietHours'
import { stepOf } from './escalation'
import { untried } from './onCall'

export interface Candidates {
  /** may be told now, first first */
  people: StaffDocument[]
  /** when the first of those who are not to be disturbed may be, epoch ms; null if there are none */
  quietUntil: number | null
}

/** Whom an incident may still be told to: on duty first, the owner first at the owner's step, nobody who is to sleep. */
export const candidatesFor = (
  incident: IncidentDocument,
  staff: readonly StaffDocument[],
  { settings, store, now }: { settings: SettingsDocument; store: StoreDocument; now: number },
): Candidates => {
  const assigned = incident.assigned ? [incident.assigned.staff] : []
  const all = untried(incident, staff, [...assigned, ...onDuty(settings.rota?.[store._id], store.zone, now)])
  const quietEnd = (person: StaffDocument): number | null => {
    if (!person.quiet || (incident.severity === 'crit' && person.wakeMe)) return null
    return spanEnd(person.quiet, store.zone, now)
  }
  const ends = all.map(quietEnd).filter((end) => end !== null)
  const people = all.filter((person) => quietEnd(person) === null)
  const isOwners = stepOf(incident)?.who === 'owner'
  const owners = isOwners ? people.filter(({ role }) => role === 'owner') : []
  return {
    people: [...owners, ...people.filter((person) => !owners.includes(person))],
    quietUntil: ends.length === 0 ? null : Math.min(...ends),
  }
}
