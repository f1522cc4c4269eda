import type { Dimension } from './dimensions'
import type { MetricName } from './metrics'

/** Series of a shop that a baseline is kept of. */
export const SERIES_NAMES = ['orders', 'paid', 'visits', 'payFailures', 'callFailures', 'durations'] as const
export type SeriesName = (typeof SERIES_NAMES)[number]

/** On which side of what is expected a series may be unusual. */
export const SIDES = ['below', 'above', 'either'] as const

/** How much has to speak for an anomaly before a rule says so. */
export const SENSITIVITIES = ['calm', 'usual', 'keen'] as const
export type Sensitivity = (typeof SENSITIVITIES)[number]

/** Events of a time: all, and those among them that count (failures, or durations slower than what was p95 before). */
export interface CauseTally {
  count: number
  hits: number
}

/** By what events are told apart: where a phone is and what it is, and what it was about. */
export type CauseLabel = Dimension | 'api' | 'step' | 'payment' | 'dish' | 'store'

/** One value of one label, and how much of a change it makes up. */
export interface IncidentCause {
  label: CauseLabel
  value: string
  /** what the shop calls the value */
  title: string
  /** in the unit of the change; the values of a label add up to it */
  contribution: number
  /** the same as a share of the change */
  explains: number
  /** of the contribution, what is a change within the value; the rest is that it became more or less frequent */
  within: number
  before: CauseTally
  now: CauseTally
}

/** What changed in an incident, and who made the change: the most surprising first. */
export interface IncidentCauses {
  /** a number of events, a share that failed, or p95 in ms */
  kind: 'count' | 'ratio' | 'quantile'
  before: number
  now: number
  change: number
  causes: IncidentCause[]
}

/** Something that people or the calendar did shortly before. */
export interface KnownChange {
  /** epoch ms */
  at: number
  kind: 'release' | 'settings' | 'promotion' | 'holiday'
  text: string
  /** of a release: the version that nobody had used before */
  version?: string
}

/** How a series ran about an incident, beside what was expected of it. */
export interface ExpectedCourse {
  series: SeriesName
  /** epoch ms; a point is five minutes */
  at: number[]
  /** null: not known */
  actual: (number | null)[]
  expected: number[]
  low: number[]
  high: number[]
}

/** What the rule that speaks for an incident looks at, as it ran about the incident. */
export interface IncidentSignal {
  /** a share of attempts that went well or failed; so many of one thing for each of another; a duration in ms; or a number */
  what: 'okShare' | 'failedShare' | 'perEvent' | 'duration' | 'events' | 'orders'
  /** of which it is; null for orders */
  metric: MetricName | null
  /** of durations: the share of events that took no longer, 0 … 1 */
  quantile: number | null
  /** a point tells of so many minutes, up to its time */
  windowMinutes: number
  /** epoch ms, ascending, in equal steps */
  at: number[]
  /** null: nobody watched, or too little happened to tell; never 0 for that */
  values: (number | null)[]
  /** beyond this the rule speaks, on that side; null where the rule has no fixed value */
  limit: { value: number; side: 'above' | 'below' } | null
  /** where nine in ten were expected; null where nothing is */
  band: { low: number[]; high: number[] } | null
}

/** Why there is an incident, as far as numbers tell. */
export interface IncidentWhy {
  causes: IncidentCauses | null
  /** the same among the stores that may be seen; null where there is one, or too little was measured */
  stores: IncidentCauses | null
  changes: KnownChange[]
  course: ExpectedCourse | null
  signal: IncidentSignal | null
}
