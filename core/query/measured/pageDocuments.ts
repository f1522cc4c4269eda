import type { HeartbeatDocument, IncidentDocument, IssueDocument, MinuteDocument } from '../../documents'
import type { Window } from '../../evidence'
import type { DayDocument, HourDocument } from '../../rollup/tiers'

/** What a page wants to know, all of it read in one call. */
export interface PageWants {
  store: string
  shard: string
  /** ids of heartbeats */
  beats: readonly string[]
  /** epoch minutes */
  minutes: Window | null
  /** epoch hours */
  hours: Window | null
  /** local days, [from, to) */
  days: { from: string; to: string } | null
  /** of series also their users: most of what a document weighs */
  users: boolean
  /** breakdowns of these tiers */
  dims: readonly ('minutes' | 'hours' | 'days')[]
  /** incidents that were not over then, epoch ms */
  incidentsSince: number
  /** error groups seen since then, epoch ms; null: none */
  issuesSince: number | null
}

export interface PageDocuments {
  beats: Map<string, HeartbeatDocument>
  minutes: MinuteDocument[]
  hours: HourDocument[]
  days: DayDocument[]
  /** oldest first */
  incidents: IncidentDocument[]
  issues: IssueDocument[]
}
