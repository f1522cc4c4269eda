import type { Severity } from '../../contract/health'
import type { IncidentReview } from '../../contract/pages/incidents'
import type { Delivery } from './delivery'

/** `_id`: store:area:minute opened. */
export interface IncidentDocument {
  _id: string
  store: string
  area: string
  version: number
  severity: Severity
  status: 'open' | 'acknowledged' | 'resolved'
  title: string
  sentence: string
  openedAt: number
  resolvedAt: number | null
  /** by: the name shown; staff: their id */
  acknowledged: { by: string; staff: string; at: number } | null
  alerts: IncidentAlert[]
  /** epoch minute of the last intent applied: older ones, read again by a late worker, change nothing */
  appliedThrough: number
  deliveries: Record<string, Delivery>
  /** when the next escalation step is due, epoch ms; null: none */
  nextAt: number | null
  step: number
  history: { at: number; text: string }[]
  /** who is to look after it, if not the one who took it */
  assigned?: { name: string; staff: string; at: number }
  /** ended by hand: a new severity opens it again */
  resolvedBy?: { by: string; staff: string }
  /** why nobody is told for now */
  hold?: IncidentHold | null
  mitigations?: MitigationRun[]
  review?: IncidentReview
}

export interface IncidentAlert {
  rule: string
  title: string
  severity: Severity
  /** epoch ms */
  since: number
  until: number | null
  value: number | null
}

export interface IncidentHold {
  /** silenced; quiet hours; something worse in the same shop; it was over a moment ago */
  reason: 'silence' | 'quiet' | 'inhibited' | 'again'
  /** epoch ms; looked at again then */
  until: number
}

/** One use of an action of the shop. Undone by the timer at `undoAt`, or by hand before. */
export interface MitigationRun {
  /** also what the shop's function gets, to tell a repeated call from a second one */
  id: string
  action: string
  name: string
  by: string
  staff: string
  at: number
  undoAt: number
  /** starting: the call is under way, or its run died: it may have happened */
  status: 'starting' | 'active' | 'failed' | 'undoing' | 'undone' | 'stuck'
  attempts: number
  /** not before: epoch ms of the next try, or end of the lease */
  notBefore: number
  error: string | null
}
