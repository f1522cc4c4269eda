import { type Answer, ok, refuse } from '../../contract/answer'
import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { changeIncident } from './changeIncident'
import { withLine } from './history'

/** Somebody takes an incident: nobody else is told. The first one keeps it; taking it again changes nothing. */
export const acknowledge = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  now: number,
): Promise<Answer<IncidentDocument>> =>
  changeIncident(ports, id, person, (incident) => {
    if (incident.status === 'acknowledged') return ok(incident)
    if (incident.status === 'resolved') return refuse('conflict', 'it is over already: nothing to take', 'incident')
    return ok(takenBy(incident, person, now))
  })

/** @returns the incident in the hands of this person */
export const takenBy = (incident: IncidentDocument, person: StaffDocument, now: number): IncidentDocument =>
  withLine(
    {
      ...incident,
      status: 'acknowledged',
      acknowledged: { by: person.name, staff: person._id, at: now },
      nextAt: null,
      hold: null,
    },
    now,
    `${person.name}来处理了`,
  )
