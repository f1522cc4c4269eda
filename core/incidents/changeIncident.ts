import { type Answer, ok, refuse } from '../../contract/answer'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'

/**
 * Changes one incident by hand, by compare-and-set. People see only incidents of their own shops.
 * @param change the incident as it becomes, itself where there is nothing to do, or why not
 */
export const changeIncident = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  change: (incident: IncidentDocument) => Answer<IncidentDocument>,
): Promise<Answer<IncidentDocument>> =>
  retryConflict(async () => {
    const incident = await ports.incidents.read(id)
    if (!incident || !person.stores.includes(incident.store)) {
      return refuse('not_found', 'there is no such incident in your shops', 'incident')
    }
    const changed = change(incident)
    if (!changed.ok || changed.value === incident) return changed
    const written = { ...changed.value, version: incident.version + 1 }
    return (await ports.incidents.write(written, incident.version)) ? ok(written) : CONFLICT
  })
