import { type Answer, ok, refuse } from '../../contract/answer'
import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { changeIncident } from './changeIncident'
import { endIncident } from './ending'
import { withLine } from './history'
import { isOnCall } from './onCall'

const over = refuse('conflict', 'it is over already', 'incident')

/** Hands an incident to somebody: they are told next, and if they do not take it, it goes on as usual. */
export const assign = async (
  ports: Pick<Ports, 'incidents' | 'directory'>,
  id: string,
  person: StaffDocument,
  staff: string,
  now: number,
): Promise<Answer<IncidentDocument>> => {
  const receiver = await ports.directory.readStaff(staff)
  return changeIncident(ports, id, person, (incident) => {
    if (incident.status === 'resolved') return over
    if (!receiver || !isOnCall(receiver, incident.store)) {
      return refuse('not_found', 'nobody on call in this shop is called that', 'staff')
    }
    const assigned = { name: receiver.name, staff: receiver._id, at: now }
    const handed = { ...incident, assigned, status: 'open' as const, acknowledged: null, hold: null, nextAt: now }
    return ok(withLine(handed, now, `${person.name}转给${receiver.name}`))
  })
}

/** A remark for the timeline, e.g. what was found. */
export const note = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  text: string,
  now: number,
): Promise<Answer<IncidentDocument>> =>
  changeIncident(ports, id, person, (incident) => ok(withLine(incident, now, `${person.name}：${text}`)))

/** Ends it by hand. Its rules may still hold: only a worse severity opens it again. */
export const resolveByHand = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  now: number,
): Promise<Answer<IncidentDocument>> =>
  changeIncident(ports, id, person, (incident) => {
    if (incident.status === 'resolved') return ok(incident)
    const ended = endIncident(incident, now, `${person.name}说处理好了`)
    return ok({ ...ended, resolvedBy: { by: person.name, staff: person._id } })
  })

/** It was not over after all: open again, and whoever was not told yet is. */
export const reopen = (
  ports: Pick<Ports, 'incidents'>,
  id: string,
  person: StaffDocument,
  now: number,
): Promise<Answer<IncidentDocument>> =>
  changeIncident(ports, id, person, (incident) => {
    if (incident.status !== 'resolved') return ok(incident)
    const { resolvedBy: _, ...known } = incident
    const open = { ...known, status: 'open' as const, resolvedAt: null, acknowledged: null, nextAt: now }
    return ok(withLine(open, now, `${person.name}说还没好`))
  })
