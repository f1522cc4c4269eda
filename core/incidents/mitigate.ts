import type { MitigationRequest } from '../../contract/admin'
import { type Answer, ok, refuse } from '../../contract/answer'
import { ROLES } from '../../contract/health'
import type { IncidentDocument, MitigationRun } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { choresHeartbeat } from '../reports/chores'
import { MINUTE_MS } from '../time/units'
import { takenBy } from './acknowledge'
import { changeIncident } from './changeIncident'
import { withLine } from './history'
import { LEASE_MS } from './lease'
import { undoDue } from './undoDue'

const IN_PLAY = new Set<MitigationRun['status']>(['starting', 'active', 'undoing'])

/** Actions that a person may run in a store. Roles are ordered: an owner may all that a manager may. */
export const actionsFor = (
  { mitigations = [] }: SettingsDocument,
  person: StaffDocument,
  store: string,
): MitigationRequest[] =>
  mitigations.filter(
    ({ role, stores }) =>
      ROLES.indexOf(person.role) <= ROLES.indexOf(role) && (stores.length === 0 || stores.includes(store)),
  )

/**
 * Runs an action of the shop from an incident, and takes the incident. Its undoing is written down before anything is
 * called: whatever dies after that, the timer undoes it. What did not answer may have run, so it is undone as well.
 */
export const mitigate = async (
  ports: Pick<Ports, 'incidents' | 'actions' | 'heartbeats'>,
  id: string,
  person: StaffDocument,
  { mitigation, settings, now }: { mitigation: string; settings: SettingsDocument; now: number },
): Promise<Answer<{ incident: IncidentDocument; run: string }>> => {
  const action = settings.mitigations?.find((one) => one.id === mitigation)
  if (!action) return refuse('not_found', 'the settings have no such action', 'mitigation')
  const run = newRun(action, person, now)
  const begun = await changeIncident(ports, id, person, (incident) => {
    if (!actionsFor(settings, person, incident.store).includes(action)) {
      return refuse('forbidden', `this needs the role ${action.role}`, 'mitigation')
    }
    const runs = incident.mitigations ?? []
    if (runs.some((one) => one.action === action.id && IN_PLAY.has(one.status))) {
      return refuse('conflict', 'it is in force already', 'mitigation')
    }
    const taken = incident.status === 'open' ? takenBy(incident, person, now) : incident
    return ok({ ...taken, mitigations: [...runs, run] })
  })
  if (!begun.ok) return begun
  await ports.heartbeats.beat(choresHeartbeat, now, run.undoAt)
  const outcome = await ports.actions.run(action.function, { ...action.event, kandian: { run: run.id, undo: false } })
  const ended = await changeIncident(ports, id, person, (incident) => {
    const failed = outcome.status === 'failed'
    const error = outcome.status === 'sent' ? null : outcome.message.slice(0, 200)
    const mitigations = (incident.mitigations ?? []).map((one) =>
      one.id === run.id && one.status === 'starting'
        ? { ...one, status: failed ? ('failed' as const) : ('active' as const), notBefore: 0, error }
        : one,
    )
    return ok(
      withLine({ ...incident, mitigations }, now, failed ? `${action.name}没做成` : `${person.name}${action.name}`),
    )
  })
  if (!ended.ok) return ended
  if (outcome.status === 'failed') {
    return refuse('unavailable', `the shop's function ${action.function} refused: ${outcome.message}`, 'mitigation')
  }
  return ok({ incident: ended.value, run: run.id })
}

const newRun = (action: MitigationRequest, person: StaffDocument, now: number): MitigationRun => ({
  id: `${action.id}-${now}`,
  action: action.id,
  name: action.name,
  by: person.name,
  staff: person._id,
  at: now,
  undoAt: now + action.undoAfterMinutes * MINUTE_MS,
  status: 'starting',
  attempts: 0,
  notBefore: now + LEASE_MS,
  error: null,
})

/** Undoes one before its time. */
export const undoByHand = async (
  ports: Pick<Ports, 'incidents' | 'actions'>,
  id: string,
  person: StaffDocument,
  { run, settings, now }: { run: string; settings: SettingsDocument; now: number },
): Promise<Answer<IncidentDocument>> => {
  const marked = await changeIncident(ports, id, person, (incident) => {
    const known = incident.mitigations?.find((one) => one.id === run)
    if (!known || !IN_PLAY.has(known.status)) return refuse('not_found', 'it is not in force', 'run')
    if (!actionsFor(settings, person, incident.store).some((one) => one.id === known.action)) {
      return refuse('forbidden', 'this needs the role that may run it', 'run')
    }
    const mitigations = (incident.mitigations ?? []).map((one) =>
      one.id === run ? { ...one, undoAt: Math.min(one.undoAt, now), notBefore: 0 } : one,
    )
    return ok({ ...incident, mitigations })
  })
  if (!marked.ok) return marked
  await undoDue(ports, id, { settings, now })
  return changeIncident(ports, id, person, (incident) => ok(incident))
}
