import type { Level, Severity } from '../health'
import type { IncidentCauses, KnownChange } from '../insight'
import type { RangeName } from './range'

/** What every page's answer begins with. Times are epoch ms; what is not known is null, never 0. */
export interface PageHead {
  store: { id: string; name: string; branch: string; open: boolean }
  /** The cloud's clock. */
  now: number
  zone: string
  /** What was looked at, [from, to), cut to what the tier that answers can tell apart. */
  range: { name: RangeName | null; from: number; to: number }
  /** Which rollups answered. */
  tier: 'minutes' | 'hours' | 'days'
  /** Numbers are complete up to here; null before the first fold. */
  foldedThrough: number | null
  /** Stretches of the range that nobody watched. */
  gaps: { from: number; to: number }[]
  /** Alerts of the range, oldest first; `to` null while open. */
  incidents: { id: string; from: number; to: number | null; name: string; severity: Severity }[]
  verdict: { level: Level; title: string; sentence: string }
  /** Part of what is shown was generated for demonstration. */
  demo: boolean
}

/** Why the latest alert of a page's indicator came, as far as numbers and calendars tell. */
export interface PageWhy {
  /** the incident's id */
  incident: string
  title: string
  /** epoch ms; `to` null while open */
  from: number
  to: number | null
  causes: IncidentCauses | null
  changes: KnownChange[]
}

/** A number and what it is held against; `beforeLabel` is e.g. 上周三, empty where there is no history. */
export interface Figure {
  value: number | null
  before: number | null
  beforeLabel: string
}

export type Unit = 'ms' | 'share' | 'events' | 'MB' | 'points'

/** Lines over the same slots: all lists are as long as `at`, ≤ POINTS_MOST. `null` is a gap, never 0. */
/** When something that is used will be used up, in nine of ten cases between earliest and latest. */
export interface UsedUp {
  /** epoch ms; null: not within what is forecast, or nothing is known */
  at: number | null
  earliest: number | null
  latest: number | null
}

export interface Chart {
  unit: Unit
  /** first moment of each slot, ascending */
  at: number[]
  stepMs: number
  lines: Line[]
  /** The same time on earlier days. */
  comparisons: Line[]
  band: Band | null
  /** a limit to draw, in the unit; null for none */
  limit: number | null
}

export interface Line {
  /** p95, p50, count, …; of comparisons yesterday, lastWeek */
  id: string
  /** e.g. 上周三; empty where the id says it all */
  label: string
  values: (number | null)[]
}

/** Lowest and highest of earlier weeks at the same time of the week. */
export interface Band {
  /** e.g. 前 4 个周三 */
  label: string
  low: (number | null)[]
  high: (number | null)[]
}

/** How unlike each other the answers are. Durations in ms; count, extremes, mean and deviation exact, quantiles within 1.6 %. */
export interface Distribution {
  count: number
  minMs: number
  meanMs: number
  maxMs: number
  stddevMs: number
  p50Ms: number
  p75Ms: number
  p90Ms: number
  p95Ms: number
  p99Ms: number
  /** standard deviation in parts of the mean */
  variation: number
  /** p99 / p50: how much worse the unlucky fare than the usual */
  tailRatio: number
}

/** Attempts by how they ended. ok + failed is what availability is of; the rest is nobody's fault (contract/outcomes). */
export interface Attempts {
  ok: number
  failed: number
  /** interrupted, aborted, unknown */
  other: number
  /** ok / (ok + failed); null without any */
  availability: number | null
}

/** One value of a context, e.g. network 4g. */
export interface ContextRow {
  value: string
  /** in the owner's words, e.g. 低端机 */
  title: string
  attempts: Attempts
  p50Ms: number | null
  p95Ms: number | null
}

/** Where something happened: which API, what phone, what network, how busy the shop was. */
export type ContextName =
  | 'api'
  | 'network'
  | 'device'
  | 'platform'
  | 'release'
  | 'region'
  | 'carrier'
  | 'area'
  | 'load'
  | 'hour'
