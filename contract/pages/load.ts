import type { Chart, Figure, PageHead } from './parts'

/** 负载: what runs, how much of the plan is used, and how long that will last. */
export interface LoadPage extends PageHead {
  plan: PlanUse | null
  /** runs of functions per minute; line count */
  chart: Chart
  /** most that ran at the same time, as far as durations and counts tell; null without any */
  concurrencyMost: number | null
  functions: FunctionRow[]
  coldStarts: { count: number; share: number | null; meanMs: number | null }
  slowQueries: SlowQueries
  memoryWarnings: Figure & { users: number; levels: { level: string; count: number }[] }
  monitor: MonitorHealth
}

/** Points of the current month. */
export interface PlanUse {
  /** where the numbers come from: the local cloud's meter, CloudBase's own monitor, or reckoned from what ran */
  source: 'meter' | 'cloudbase' | 'estimate'
  yuanPerMonth: number
  points: number
  used: number
  usedShare: number
  /** at the end of the month, if it goes on like this; null in the first hours */
  forecast: number | null
  forecastShare: number | null
  /** null: it lasts the month */
  daysLeft: number | null
  parts: {
    kind: 'database' | 'traffic' | 'compute' | 'calls'
    amount: number
    unit: string
    points: number
    share: number
  }[]
  /** of which our own functions used */
  own: { points: number; share: number; yuan: number }
  /** how far we have gone in saving; empty: not at all */
  shed: string[]
  /** used points by day; line used */
  chart: Chart | null
}

export interface FunctionRow {
  label: string
  name: string | null
  /** runs in the range */
  count: number
  failed: number
  p50Ms: number | null
  p95Ms: number | null
  coldStarts: number
  coldStartMs: number | null
  /** MB: highest seen, and what is configured where that is known */
  memoryMb: number | null
  memoryLimitMb: number | null
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
