import type { IncidentAlert, IncidentDocument, Intent } from '../documents'
import { MINUTE_MS } from '../time/units'
import { withLine } from './history'
import { rank, worse } from './severity'

type Change = Exclude<Intent, { kind: 'open' }>

/**
 * What an intent makes of its incident. Applying it again, or after a newer one, changes nothing.
 * @returns null where there is nothing to change
 */
export const applyIntent = (incident: IncidentDocument, intent: Change): IncidentDocument | null => {
  if (intent.minute <= incident.appliedThrough || incident.status === 'resolved') return null
  const at = (intent.minute + 1) * MINUTE_MS
  const applied = { ...incident, appliedThrough: intent.minute }
  return intent.kind === 'resolve' ? resolve(applied, at) : update(applied, intent, at)
}

const resolve = (incident: IncidentDocument, at: number): IncidentDocument =>
  withLine(
    {
      ...incident,
      status: 'resolved',
      resolvedAt: at,
      nextAt: lastLease(incident),
      alerts: incident.alerts.map((alert) => ({ ...alert, until: alert.until ?? at })),
    },
    at,
    '恢复了',
  )

/** A message under way is still settled after the end: the incident stays due until then. */
const lastLease = (incident: IncidentDocument): number | null => {
  const leases = Object.values(incident.deliveries).filter((delivery) => delivery.status === 'leased')
  return leases.length === 0 ? null : Math.max(...leases.map((delivery) => delivery.leaseUntil ?? 0))
}

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
