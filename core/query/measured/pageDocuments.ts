import type { BatchDocument } from '../../documents/batch'
import type { HeartbeatDocument } from '../../documents/heartbeat'
import type { IncidentDocument } from '../../documents/incident'
import type { IssueDocument } from '../../documents/issue'
import type { MinuteDocument } from '../../documents/minute'
import type { OrderHourDocument } from '../../documents/orderHour'
import type { SourceMapIndexDocument } from '../../errors/sourceMaps/documents'
import type { Window } from '../../evidence'
import type { BaselineDocument } from '../../insight/watch/baseline'
import type { DayDocument, HourDocument } from '../../rollup/tiers'

/** Days [from, to) and which of their tables: totals by five minutes, rows by label. */
export interface DaysWanted {
  from: string
  to: string
  totals: boolean
  rows: boolean
}

/** What a page wants to know, all of it read in one call. */
export interface PageWants {
  store: string
  /** in which the store's batches and minutes may lie, its own first (core/rollup/shards.ts) */
  shards: readonly string[]
  /** ids of heartbeats */
  beats: readonly string[]
  /** epoch minutes: up to now, and those in which the range begins */
  minutes: Window | null
  head: Window | null
  /** epoch hours */
  hours: Window | null
  days: readonly DaysWanted[]
  /** metric ids of whose totals also the sketches are read: they are most of what a day weighs */
  metrics: readonly number[]
  /** metric ids of whose series also the users are read: they are most of what a document weighs */
  users: readonly number[]
  /** breakdowns of the minutes above, and of these hours or days: of hours and days only these metrics' */
  dims: {
    minutes: boolean
    hours: Window | null
    days: { from: string; to: string } | null
    /** metric ids */
    metrics: readonly number[]
    /** what explains that answers differ, too */
    spread: boolean
  } | null
  /** incidents that were not over then, epoch ms */
  incidentsSince: number
  /** error groups seen since then, epoch ms; null: none */
  issuesSince: number | null
  /** what is usual of the store */
  baseline: boolean
  /** one error: the batches of a time that carry it, newest first, orders to tell what it cost, which releases have source
   * maps; null: none */
  error: { fingerprint: string; from: number; to: number; orderHours: readonly number[] } | null
}

export interface PageDocuments {
  beats: Map<string, HeartbeatDocument>
  minutes: MinuteDocument[]
  hours: HourDocument[]
  /** tables that were not asked for are empty */
  days: DayDocument[]
  dimHours: Pick<HourDocument, 'store' | 'hour' | 'dims'>[]
  dimDays: Pick<DayDocument, 'store' | 'day' | 'fromHour' | 'hours' | 'dims'>[]
  /** oldest first */
  incidents: IncidentDocument[]
  issues: IssueDocument[]
  /** batches that carry the error that was asked for, newest first */
  sightings: BatchDocument[]
  orderHours: OrderHourDocument[]
  /** of every release that has source maps, where one error was asked for */
  maps: SourceMapIndexDocument[]
  /** null: none is learnt, or it was not asked for */
  baseline: BaselineDocument | null
}

/** Batches of one error that are read: enough to tell who met it. */
export const SIGHTINGS_READ = 50
