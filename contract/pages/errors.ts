import type { Level, Severity } from '../health'
import type { Chart, Figure, PageHead } from './parts'
import type { Range } from './range'

export interface ErrorsQuery {
  kind: 'errors'
  store: string
  /** absent: today */
  range?: Range
}

/** 错误: what went wrong in the program itself, grouped. */
export interface ErrorsPage extends PageHead {
  /** errors in the range */
  count: Figure
  /** distinct customers who met any; above a hundred an estimate */
  users: Figure
  /** errors per visit */
  rate: Figure
  /** line count */
  chart: Chart
  /** most customers first, then most errors */
  groups: ErrorGroup[]
}

export type ErrorStatus = 'open' | 'solved' | 'ignored'

/** The release that brings the remedy: this one, or the `next` after it, whichever that will be. */
export interface FixedIn {
  release: string
  next: boolean
}

export interface ErrorGroup {
  fingerprint: string
  kind: string
  message: string
  page: string
  status: ErrorStatus
  level: Level
  /** in the range */
  count: number
  users: number
  /** users is an estimate: more than are kept were hit */
  usersAtLeast: boolean
  /** null while only its counter has come, not its description */
  firstAt: number | null
  lastAt: number | null
  /** first seen within the range */
  isNew: boolean
  /** came back after it was marked as solved, in a release that should have the remedy */
  isBack: boolean
  /** the newest it was seen in, ever; '' where none has an order */
  newestRelease: string
  /** what the last mark said; null where it named no release */
  fixed: FixedIn | null
  /** of the first sighting */
  release: string
  /** events per slot of the page's chart */
  trend: (number | null)[]
}

export interface ErrorQuery {
  kind: 'error'
  store: string
  fingerprint: string
  /** absent: today */
  range?: Range
}

/** One error: who met it, where, how it came about. */
export interface ErrorPage extends PageHead {
  group: ErrorGroup
  /** share of the range's customers who met it; null where those are not known */
  usersShare: number | null
  /** events in the span of the same length before */
  countBefore: number | null
  /** lost money of the alert that it belongs to; null for none */
  lost: { orders: number; fen: number } | null
  /** line count */
  chart: Chart
  /** the alert open at the time */
  incident: { id: string; name: string; from: number; to: number | null; severity: Severity } | null
  /** newest first; of the last two days, then only the first one */
  samples: ErrorSample[]
  /** how many events the breakdowns count: those of the batches that were read, at most 50 of the last two days */
  sampled: number
  /** most frequent first */
  breakdowns: Partial<
    Record<'release' | 'platform' | 'network' | 'device' | 'region', { value: string; count: number }[]>
  >
  history: { at: number; by: string; text: string }[]
}

/** One occurrence as a phone told it. */
export interface ErrorSample {
  at: number
  message: string
  /** as reported, or mapped back to the sources where a map of the release is stored */
  stack: string
  mapped: boolean
  page: string
  release: string
  /** the last steps before it, oldest first */
  crumbs: { at: number; kind: string; text: string }[]
  /** request ids named in the steps: they join phone and function */
  requests: string[]
  /** a few letters of the customer's pseudonym; empty where it is not known any more */
  who: string
  /** system, class and network, in the owner's words */
  device: string[]
}
