import type { Severity } from '../health'

/** Orders in a rolling window, drawn against the band of the same weekday in earlier weeks. `null` is a gap, never 0. */
export interface Trend {
  windowMinutes: number
  /** Times of the points, epoch ms, ascending. */
  at: number[]
  today: (number | null)[]
  /** Lowest and highest of the last weeks at the same clock time; null where there is no history. */
  low: (number | null)[]
  high: (number | null)[]
  /** What is expected of each window, in the middle of the band; null where nothing is forecast. */
  expected: number[] | null
  /** e.g. 前 2 个周三; empty without history */
  bandLabel: string
  /** Expected further orders; null without history. */
  forecast: { orders: number; withinMinutes: number } | null
  /** Strips of incidents, epoch ms; `to` null while open. */
  incidents: { from: number; to: number | null; name: string; severity: Severity }[]
}
