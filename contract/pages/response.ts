import type { Level } from '../health'
import type { MetricName } from '../metrics'
import type { Attempts, Chart, ContextName, ContextRow, Distribution, Figure, PageHead, PageWhy, UsedUp } from './parts'
import type { Range } from './range'

export interface ResponseQuery {
  kind: 'response'
  store: string
  /** absent: today */
  range?: Range
}

/** 响应: how long things take, whether they work, whether they are alike, and what explains that they are not. */
export interface ResponsePage extends PageHead {
  /** 95 % of operations take at most this, ms */
  p95: Figure
  /** ok / (ok + failed) */
  availability: Figure
  apdex: Figure
  /** lines p95 and p50 */
  chart: Chart
  /** null without an alert of it in the range */
  why: PageWhy | null
  budget: Budget | null
  /** worst first */
  apis: ApiRow[]
  /** of all operations; null without any */
  distribution: Distribution | null
  distributionBefore: { label: string; distribution: Distribution } | null
  consistency: Consistency | null
  /** Where the time of slow HTTP requests goes, in the order in which it passes. */
  phases: Phase[]
  /** by dimensions of which anything is known */
  breakdowns: Partial<Record<ContextName, ContextRow[]>>
  probes: ProbeRow[]
}

/** What an objective still allows to fail. */
export interface Budget {
  /** promised share, 0 … 1 */
  objective: number
  days: number
  /** how many attempts may fail, at the traffic of those days */
  allowed: number
  /** of them left; negative when overspent */
  left: number
  /** share left */
  leftShare: number
  usedBefore: number
  usedToday: number
  /** on an average day of the period */
  usualPerDay: number
  /** when nothing will be left, as the last two weeks went on the same weekdays; null: not within the period */
  usedUp: UsedUp
}

export interface ApiRow {
  metric: MetricName
  label: string
  /** the owner's words, e.g. 付款下单; null where nobody gave any */
  name: string | null
  level: Level
  attempts: Attempts
  /** of attempts that ended by themselves; null without any measured duration */
  distribution: Distribution | null
  apdex: number | null
  /** T of the Apdex, ms */
  targetMs: number
  p95BeforeMs: number | null
  /** outcomes other than ok, most frequent first */
  outcomes: { outcome: string; count: number }[]
  /** what explains that its own answers differ, largest share first, at most three */
  contributions: Contribution[]
}

export interface Consistency {
  variation: number
  tailRatio: number
  before: { label: string; variation: number; tailRatio: number } | null
  /** Largest share first. Evidence, not proof. */
  contributions: Contribution[]
  /** share of the spread that none of them explains, 0 … 1 */
  unexplained: number
}

export interface Contribution {
  context: ContextName
  /** of the spread of log durations, beyond chance, 0 … 1 */
  share: number
  /** e.g. 弱网慢 */
  evidence: string
  /** slowest first */
  groups: { value: string; title: string; count: number; typicalMs: number; timesOverall: number }[]
}

export interface Phase {
  /** as WeChat's profile calls it: queue, domainLookUp, connect, SSLconnection, request, server, response */
  phase: string
  count: number
  meanMs: number
  p95Ms: number
  /** of the sum of all phases */
  share: number
}

export interface ProbeRow {
  name: string
  everyMinutes: number
  runs: number
  ok: number
  /** the failures that go on at the end of the range; null: the last run worked */
  failing: { since: number; runs: number } | null
}
