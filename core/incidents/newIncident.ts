import type { Severity } from '../../contract/health'
import type { IncidentAlert, IncidentDocument } from '../documents/incident'

/** A warning waits this long before anybody is told: what joins or ends meanwhile needs no message (ALERTING §5.2). */
export const GROUP_WAIT_MS: Record<Severity, number> = { crit: 0, warn: 60_000 }

/** @param found minute: the judged epoch minute in which it was found */
export const newIncident = (found: {
  id: string
  store: string
  area: string
  severity: Severity
  title: string
  sentence: string
  minute: number
  alerts: IncidentAlert[]
}): IncidentDocument => {
  const foundAt = (found.minute + 1) * 60_000
  return {
    _id: found.id,
    store: found.store,
    area: found.area,
    version: 1,
    severity: found.severity,
    status: 'open',
    title: found.title,
    sentence: found.sentence,
    openedAt: Math.min(...found.alerts.map((alert) => alert.since)),
    resolvedAt: null,
    acknowledged: null,
    alerts: found.alerts,
    appliedThrough: found.minute,
    deliveries: {},
    nextAt: foundAt + GROUP_WAIT_MS[found.severity],
    step: 0,
    history: [{ at: foundAt, text: `${found.title}：${found.sentence}` }],
  }
}
