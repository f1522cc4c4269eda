import { type Answer, ok, refuse } from '../../contract/answer'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { IncidentDocument, StaffDocument } from '../documents'
import type { Ports } from '../ports'
import { withLine } from './history'

/** Somebody takes an incident: nobody else is told. The first one keeps it; taking it again changes nothing. */
export const acknowledge = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  now: number,
): Promise<Answer<IncidentDocument>> =>
  retryConflict(async () => {
    const incident = await ports.incidents.read(id)
    if (!incident || !person.stores.includes(incident.store)) {
      return refuse('not_found', 'there is no such incident in your shops', 'incident')
    }
    if (incident.status === 'acknowledged') return ok(incident)
    if (incident.status === 'resolved') return refuse('conflict', 'it is over already: nothing to take', 'incident')
    const taken = takenBy(incident, person, now)
    return (await ports.incidents.write(taken, incident.version)) ? ok(taken) : CONFLICT
  })

const takenBy = (incident: IncidentDocument, person: StaffDocument, now: number): IncidentDocument =>
  withLine(
    {
      ...incident,
      status: 'acknowledged',
      acknowledged: { by: person.name, staff: person._id, at: now },
      nextAt: null,
      version: incident.version + 1,
    },
    now,
    `${person.name}来处理了`,
  )
