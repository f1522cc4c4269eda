import { type Answer, ok, refuse } from '../../contract/answer'
import type { IncidentReview } from '../../contract/pages/incidents'
import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { changeIncident } from './changeIncident'
import { withLine } from './history'

/** Writes down what was learnt. Before it is over nobody knows that: it is refused. */
export const review = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  told: Pick<IncidentReview, 'happened' | 'why' | 'change'>,
  now: number,
): Promise<Answer<IncidentDocument>> =>
  changeIncident(ports, id, person, (incident) => {
    if (incident.status !== 'resolved') return refuse('conflict', 'it is not over yet: end it first', 'incident')
    const written = { ...incident, review: { ...told, by: person.name, at: now } }
    // whoever corrects a word has not reviewed it once more
    return ok(incident.review === undefined ? withLine(written, now, `${person.name}写了复盘`) : written)
  })
