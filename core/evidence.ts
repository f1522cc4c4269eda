import type { SeriesName } from '../contract/insight'
import type { MetricName } from '../contract/metrics'
import type { Danger } from '../contract/paymentTruth'
import type { Sketch } from '../contract/sketch/sketch'
import type { SeriesReading } from './insight/watch/reading'

/** What happened in a window: merged over minutes (and labels), exact counts, quantiles within the sketch's error. */
export interface Merged {
  /** by outcome index of contract/outcomes */
  counts: number[]
  ok: number
  failed: number
  total: number
  /** null for metrics without durations, or without samples */
  sketch: Sketch | null
  failedUsers: ReadonlySet<string>
  users: ReadonlySet<string>
}

/** Minutes are epoch minutes; a window is [from, to). */
export interface Window {
  from: number
  to: number
}

export interface OrderTotals {
  created: number
  paid: number
  /** sum of amounts of orders paid in the window, fen */
  paidFen: number
}

/** Orders of one kind and their amounts. */
export interface Misfit {
  orders: number
  fen: number
}

/**
 * What a rule may look at when it judges a store: event minutes, as far as ingested by the cutoff it was made for.
 * Catch-up therefore gives the same answer as an on-time tick.
 */
export interface Evidence {
  store: string
  /** The fixed cutoff: ingest minutes below this were read. Counts that only grow are judged up to here. */
  foldedThrough: number
  /** Event minutes below this were reported by every healthy phone: ratios are judged up to here. */
  settledThrough: number
  /** null: nothing was folded for that window at all (no data is not zero) */
  merged(metric: MetricName, window: Window, label?: string): Merged | null
  labels(metric: MetricName, window: Window): string[]
  /** when an error's fingerprint was first reported, epoch ms; null where that is not known */
  firstSeen(fingerprint: string): number | null
  /** null: orders have not been read through the end of the window */
  orders(window: Window): OrderTotals | null
  /** the same clock window on the same weekday of earlier weeks, newest first; empty without history */
  orderHistory(window: Window): OrderTotals[]
  /** what the detector of a series says; null, or without detectors left out: nothing yet */
  reading?(series: SeriesName): SeriesReading | null
  /** payments opened in the window where phone and server do not fit; null: orders are not read so far */
  truth(window: Window): Record<Danger, Misfit> | null
}
