import type { Chart, Figure, PageHead, UsedUp } from './parts'
import type { Range } from './range'

export interface LoadQuery {
  kind: 'load'
  store: string
  /** absent: today */
  range?: Range
}

/** 负载: what runs, how much of the plan is used, and how long that will last. */
export interface LoadPage extends PageHead {
  plan: PlanUse | null
  /** runs of functions per minute; line perMinute */
  chart: Chart
  /** on average of the busiest slot, how many ran at the same time: arrivals × duration; null without any */
  concurrencyMost: number | null
  functions: FunctionRow[]
  coldStarts: { count: number; share: number | null; meanMs: number | null }
  slowQueries: SlowQueries
  memoryWarnings: Figure & { users: number; levels: { level: string; count: number }[] }
  monitor: MonitorHealth
  /** null: no function is watched from the inside, or the forecast is still being learnt */
  warming: Warming | null
}

/** Points of the current month, of the whole cloud environment: the shop's own functions included. */
export interface PlanUse {
  /** who counted: the local cloud's meter, CloudBase's monitor, or only what the monitor knows of itself */
  source: 'meter' | 'cloudbase' | 'estimate'
  /** since when that is, epoch ms: the month's beginning, or later */
  since: number
  /** the owner told it; else it is the smallest that would hold what is used */
  told: boolean
  yuanPerMonth: number
  points: number
  used: number
  usedShare: number
  /** at the end of the month, if it goes on like this; null in the first hour */
  forecast: number | null
  forecastShare: number | null
  /** null: it lasts the month, or nothing is known */
  daysLeft: number | null
  /** the same as times, with its band; null each: it lasts the month, or nothing is known */
  usedUp: UsedUp
  /** most points first; empty for an estimate */
  parts: {
    kind: 'database' | 'traffic' | 'compute' | 'calls'
    amount: number
    unit: string
    points: number
    share: number
  }[]
  /** of which our own functions used */
  own: { points: number; share: number; yuan: number }
  /** what the monitor does without to leave the rest to the shop; empty: nothing */
  shed: string[]
  /** points used since the month began, at the end of each day, line used; null where the source does not tell days */
  chart: Chart | null
}

/** Functions that are called before a forecast rush, so that their first customers meet no cold start. */
export interface Warming {
  on: boolean
  /** those that are watched, busiest first: how many instances the rush wants, and how long a cold start takes */
  functions: { name: string; instances: number; coldStartMs: number | null }[]
  /** when the next rush is forecast, epoch ms; null: none today */
  next: number | null
  rushesADay: number
  /** what it costs and gives, by the forecast of today */
  perMonth: { calls: number; points: number; yuan: number; coldStarts: number; savedMs: number }
}

export interface FunctionRow {
  label: string
  name: string | null
  /** runs in the range */
  count: number
  failed: number
  p50Ms: number | null
  p95Ms: number | null
  /** seen from the inside: 0 for a function that is not watched */
  coldStarts: number
  coldStartMs: number | null
  /** highest seen, MB, and what is configured where the source tells it */
  memoryMb: number | null
  memoryLimitMb: number | null
  /** its numbers come from the inside (SDK's `watch`), not from phones */
  watched: boolean
  /** one of Kandian's own */
  own: boolean
}

export interface SlowQueries {
  /** slower than this counts, ms */
  limitMs: number
  count: number
  /** slowest first */
  rows: { label: string; count: number; slow: number; maxMs: number; p95Ms: number }[]
}

/** Is the monitor itself well. */
export interface MonitorHealth {
  /** when each timed job last ran, and when its next run is due at the latest */
  jobs: { job: 'aggregate' | 'compact' | 'watchdog'; at: number | null; late: boolean }[]
  gaps: { from: number; to: number }[]
  /** measurements that were not kept, by reason */
  dropped: { reason: string; count: number }[]
}
