import { MINUTES_PER_HOUR } from '../../time/units'
/** How much of event time breakdowns keep: spans of five minutes, by epoch minute / 5. */
export const SPAN_MINUTES = 5

export const spanOf = (minute: number): number => Math.floor(minute / SPAN_MINUTES)
export const SPANS_PER_HOUR = MINUTES_PER_HOUR / SPAN_MINUTES

/**
 * How many spans before its minute's an event lies. What is older than an hour counts for the first of its hour: tiers tell
 * late events by the hour, and a phone that makes old ones up makes a few strips of them.
 * @param slot minutes before `minute`
 */
export function spansBefore(minute: number, slot: number): number {
  const span = spanOf(minute - slot)
  const before = spanOf(minute) - span
  return before > SPANS_PER_HOUR ? before + (span % SPANS_PER_HOUR) : before
}

/** A row is a metric over all its labels, of one value of one dimension, in one span. In no row are users. */
export interface DimsColumns {
  /** metric id */
  m: number[]
  /** index into DIMENSIONS */
  d: number[]
  v: string[]
  /** spans before the ingest minute's own; of late ones in a tier, before its first, ≥ 1 */
  e: number[]
  /** counts by outcome index, trailing zeros cut */
  c: number[][]
  /** encoded sketch of durations, '' for none */
  k: string[]
}

/** The same over the slots of a window: twelve spans of an hour, the hours of a day. A column is text: columns.ts. */
export interface DimsTier {
  m: number[]
  d: number[]
  v: string[]
  /** by outcome index, trailing empty ones cut: events in each slot */
  c: string[][]
  /** one sketch of the whole window */
  k: string[]
}

/**
 * For each API and context value: how many durations, and the sums of their logarithms and of those squared, in parts
 * (spread.ts). What an analysis of variance needs, and all it needs. By ingest time.
 */
export interface SpreadColumns {
  /** [metric id, label] */
  names: [number, string][]
  values: string[]
  /** the rows as columns of text: index into names, index into CONTEXTS, index into values, then the three sums */
  rows: number
  i: string
  d: string
  v: string
  n: string
  s: string
  q: string
}

export interface MinuteDims {
  rows: DimsColumns
  /** only in the first part of a minute that has parts */
  spread?: SpreadColumns
}

export interface TierDims {
  rows: DimsTier
  /** of before the window, by the hour: `e` is a whole number of hours in spans */
  late: DimsColumns
  spread: SpreadColumns
}
