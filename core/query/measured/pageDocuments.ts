import type {
  BatchDocument,
  HeartbeatDocument,
  IncidentDocument,
  IssueDocument,
  MinuteDocument,
  OrderHourDocument,
} from '../../documents'
import type { Window } from '../../evidence'
import type { DayDocument, HourDocument } from '../../rollup/tiers'

/** What a page wants to know, all of it read in one call. */
export interface PageWants {
  store: string
  /** in which the store's batches and minutes may lie, its own first (core/rollup/shards.ts) */
  shards: readonly string[]
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
  /** breakdowns of the minutes above, and of these hours or days */
  dims: { minutes: boolean; hours: Window | null; days: { from: string; to: string } | null } | null
  /** incidents that were not over then, epoch ms */
  incidentsSince: number
  /** error groups seen since then, epoch ms; null: none */
  issuesSince: number | null
  /** one error: the batches of a time that carry it, newest first, and orders to tell what it cost; null: none */
  error: { fingerprint: string; from: number; to: number; orderHours: readonly number[] } | null
}

export interface PageDocuments {
  beats: Map<string, HeartbeatDocument>
  minutes: MinuteDocument[]
  hours: HourDocument[]
  days: DayDocument[]
  dimHours: Pick<HourDocument, 'store' | 'hour' | 'dims'>[]
  dimDays: Pick<DayDocument, 'store' | 'day' | 'fromHour' | 'hours' | 'dims'>[]
  /** oldest first */
  incidents: IncidentDocument[]
  issues: IssueDocument[]
  /** batches that carry the error that was asked for, newest first */
  sightings: BatchDocument[]
  orderHours: OrderHourDocument[]
}

/** Batches of one error that are read: enough to tell who met it. */
export const SIGHTINGS_READ = 50
