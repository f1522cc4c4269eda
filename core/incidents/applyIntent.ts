import type { Intent } from '../documents/alertState'
import type { IncidentAlert, IncidentDocument } from '../documents/incident'
import { MINUTE_MS } from '../time/units'
import { endIncident } from './ending'
import { withLine } from './history'
import { rank, worse } from './severity'

type Change = Exclude<Intent, { kind: 'open' }>

/**
 * What an intent makes of its incident. Applying it again, or after a newer one, changes nothing.
 * @returns null where there is nothing to change
 */
export const applyIntent = (incident: IncidentDocument, intent: Change): IncidentDocument | null => {
  if (intent.minute <= incident.appliedThrough) return null
  const at = (intent.minute + 1) * MINUTE_MS
  const applied = { ...incident, appliedThrough: intent.minute }
  if (incident.status === 'resolved') return reopens(incident, intent) ? update(reopened(applied), intent, at) : null
  return intent.kind === 'resolve' ? endIncident(applied, at, '恢复了') : update(applied, intent, at)
}

/** Ended by hand, but it got worse: that is not what they ended. */
const reopens = (incident: IncidentDocument, intent: Change): intent is Change & { kind: 'update' } =>
  incident.resolvedBy !== undefined && intent.kind === 'update' && rank[intent.severity] > rank[incident.severity]

/** @returns the incident as if it had not been ended by hand */
const reopened = ({ resolvedBy: _, ...incident }: IncidentDocument): IncidentDocument => ({
  ...incident,
  status: 'open',
  resolvedAt: null,
})

const update = (incident: IncidentDocument, intent: Change & { kind: 'update' }, at: number): IncidentDocument => {
  const rises = rank[intent.severity] > rank[incident.severity]
  const updated = {
    ...incident,
    severity: worse(incident.severity, intent.severity),
    title: intent.title,
    sentence: intent.sentence,
    alerts: mergeAlerts(incident.alerts, intent.alerts, at),
    ...(rises && incident.status === 'open' ? { nextAt: at, step: 0 } : {}),
  }
  const joined = intent.alerts.filter((alert) => !incident.alerts.some((old) => isSame(old, alert)))
  const lined = rises ? withLine(updated, at, `变严重了：${intent.title}`) : updated
  return joined
    .filter((alert) => alert.title !== intent.title || !rises)
    .reduce((line, alert) => withLine(line, at, `还有：${alert.title}`), lined)
}

const isSame = (a: IncidentAlert, b: IncidentAlert): boolean => a.rule === b.rule && a.since === b.since

/** Alerts that fire no more get their end; those that fire again are new ones. */
const mergeAlerts = (before: IncidentAlert[], firing: IncidentAlert[], at: number): IncidentAlert[] => [
  ...before
    .filter((old) => !firing.some((alert) => isSame(old, alert)))
    .map((old) => ({ ...old, until: old.until ?? at })),
  ...firing,
]
