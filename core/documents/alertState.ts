import type { Severity } from '../../contract/health'
import type { IncidentAlert, IncidentDocument } from './incident'

/** `_id`: store. All of a store's alerting state in one document: new state and outbox in one compare-and-set write. */
export interface AlertStateDocument {
  _id: string
  version: number
  /** last minute judged, epoch minute */
  judgedThrough: number
  /** rule id → series fingerprint → state; only active ones are kept */
  series: Record<string, Record<string, SeriesState>>
  /** rule → minute of its last end, of rules that inhibit others; old ones go with the next change */
  ended?: Record<string, number>
  /** area → its open incident, as last told to the outbox */
  open: Record<string, OpenIncident>
  /** area → epoch minutes of its last openings and ends: what flaps is held open */
  changes?: Record<string, number[]>
  /** what still has to be written to incidents */
  outbox: Intent[]
}

export interface SeriesState {
  state: 'pending' | 'firing'
  /** epoch minutes */
  activeAt: number
  keepSince: number | null
  noDataSince: number | null
  value: number | null
}

export interface OpenIncident {
  id: string
  severity: Severity
  title: string
  sentence: string
  /** ids of the rules that fired in the last intent, sorted */
  rules: string[]
  /** held open because it flaps: nothing has fired since this epoch minute */
  calmSince?: number
}

export type Intent =
  | { kind: 'open'; incident: IncidentDocument }
  | {
      kind: 'update'
      incidentId: string
      minute: number
      severity: Severity
      title: string
      sentence: string
      alerts: IncidentAlert[]
    }
  | { kind: 'resolve'; incidentId: string; minute: number }
