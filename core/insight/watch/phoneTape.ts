import { isFailureCode, outcomeCode } from '../../../contract/outcomes'
import { mergeSketches, type Sketch } from '../../../contract/sketch/sketch'
import type { MinuteDocument } from '../../documents/minute'
import { decodeColumn } from '../../rollup/columns'
import { wholeMinutes } from '../../rollup/minuteParts'
import { storedSketch } from '../../rollup/storedSketch'
import type { HourDocument } from '../../rollup/tiers'
import { TOTAL_SLOT_MINUTES } from '../../rollup/tiers'
import { MINUTES_PER_HOUR } from '../../time/units'
import { LAG_MINUTES } from './series'

/** How attempts ended. */
export interface Ends {
  ok: number
  failed: number
  all: number
}

/** What phones measured, minute by minute of [from, to), epoch minutes. */
export interface PhoneTape {
  from: number
  to: number
  ends(metrics: ReadonlySet<number>, minute: number): Ends
  /** of the five minutes that end with `minute`; null without samples */
  durations(metrics: ReadonlySet<number>, minute: number): Sketch | null
}

const OK = outcomeCode('ok')
const FIELDS = 3

/** Counts and texts of sketches as they are added; read by minute. */
class Recorder implements PhoneTape {
  private readonly counts = new Map<number, Float64Array>()
  private readonly sketches = new Map<string, string[]>()

  constructor(
    readonly from: number,
    readonly to: number,
  ) {}

  add(metric: number, minute: number, outcome: number, events: number): void {
    if (events === 0 || minute < this.from || minute >= this.to) return
    const own = this.counts.get(metric) ?? new Float64Array((this.to - this.from) * FIELDS)
    this.counts.set(metric, own)
    const at = (minute - this.from) * FIELDS
    if (outcome === OK) own[at] = (own[at] as number) + events
    else if (isFailureCode(outcome)) own[at + 1] = (own[at + 1] as number) + events
    own[at + 2] = (own[at + 2] as number) + events
  }

  addSketch(metric: number, minute: number, text: string): void {
    if (text === '') return
    const key = sketchKey(metric, minute)
    const known = this.sketches.get(key)
    if (known === undefined) this.sketches.set(key, [text])
    else known.push(text)
  }

  ends(metrics: ReadonlySet<number>, minute: number): Ends {
    const sum = { ok: 0, failed: 0, all: 0 }
    if (minute < this.from || minute >= this.to) return sum
    const at = (minute - this.from) * FIELDS
    for (const metric of metrics) {
      const own = this.counts.get(metric)
      if (own === undefined) continue
      sum.ok += own[at] as number
      sum.failed += own[at + 1] as number
      sum.all += own[at + 2] as number
    }
    return sum
  }

  durations(metrics: ReadonlySet<number>, minute: number): Sketch | null {
    const found = [...metrics].flatMap((metric) => this.sketches.get(sketchKey(metric, minute)) ?? [])
    const sketches = found.flatMap((text) => storedSketch(text) ?? [])
    return sketches.length === 0 ? null : mergeSketches(sketches)
  }
}

const sketchKey = (metric: number, minute: number): string => `${metric}|${Math.floor(minute / TOTAL_SLOT_MINUTES)}`

/**
 * Out of minutes, by event minute: of each, what came within LAG_MINUTES. Whenever it is read, it is the same.
 * @param documents of the ingest minutes [from, to + LAG_MINUTES)
 */
export function tapeOfMinutes(
  documents: readonly MinuteDocument[],
  store: string,
  from: number,
  to: number,
): PhoneTape {
  const tape = new Recorder(from, to)
  for (const { minute, stores } of wholeMinutes(documents)) {
    const series = stores[store]?.series
    if (series === undefined) continue
    for (let row = 0; row < series.m.length; row++) {
      const late = series.e[row] as number
      if (late > LAG_MINUTES) continue
      const metric = series.m[row] as number
      for (const [outcome, events] of (series.c[row] as number[]).entries())
        tape.add(metric, minute - late, outcome, events)
      tape.addSketch(metric, minute - late, series.k[row] as string)
    }
  }
  return tape
}

/** Out of stored hours, which hold the counts of every minute and sketches of every five. */
export function tapeOfHours(documents: readonly HourDocument[], from: number, to: number): PhoneTape {
  const tape = new Recorder(from, to)
  for (const { hour, series, totals } of documents) {
    const first = hour * MINUTES_PER_HOUR
    for (let row = 0; row < series.m.length; row++)
      for (const [outcome, text] of (series.c[row] as string[]).entries()) {
        if (text === '') continue
        const column = decodeColumn(text, MINUTES_PER_HOUR)
        for (let at = 0; at < MINUTES_PER_HOUR; at++)
          tape.add(series.m[row] as number, first + at, outcome, column[at] as number)
      }
    for (let row = 0; row < totals.m.length; row++)
      for (const [slot, text] of (totals.k[row] as string[]).entries())
        tape.addSketch(totals.m[row] as number, first + slot * TOTAL_SLOT_MINUTES, text)
  }
  return tape
}
