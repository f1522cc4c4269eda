import type { Severity } from '../health'

/** What was learnt of an incident once it was over. */
export interface IncidentReview {
  /** what happened, why, and what is done so that it does not come again; the last may be empty */
  happened: string
  why: string
  change: string
  /** the name shown */
  by: string
  /** epoch ms */
  at: number
}

/** A store's incidents, newest first, and what is silenced now. */
export interface IncidentsPage {
  /** the cloud's clock, epoch ms */
  now: number
  zone: string
  incidents: IncidentEntry[]
  silences: SilenceEntry[]
  /** of the last 30 days */
  figures: { days: number; count: number; mttaMs: number | null; mttrMs: number | null }
}

export interface IncidentEntry {
  id: string
  area: string
  severity: Severity
  status: 'open' | 'acknowledged' | 'resolved'
  title: string
  sentence: string
  openedAt: number
  resolvedAt: number | null
  /** who has it: took it, or was handed it */
  by: string | null
  /** nobody is told of it for now */
  silenced: boolean
}

export interface SilenceEntry {
  id: string
  kind: 'silence' | 'maintenance'
  /** null: all */
  area: string | null
  upTo: Severity
  /** epoch ms */
  until: number
  weekly: { weekdays: number[]; from: number; to: number } | null
  by: string
  reason: string
}
