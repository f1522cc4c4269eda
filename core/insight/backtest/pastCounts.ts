import { METRICS, type MetricName } from '../../../contract/metrics'
import { isFailureCode, OUTCOMES, outcomeCode } from '../../../contract/outcomes'
import { mergeSketches, type Sketch } from '../../../contract/sketch/sketch'
import type { Merged, Window } from '../../evidence'
import { decodeColumn } from '../../rollup/columns'
import { storedSketch } from '../../rollup/storedSketch'
import type { HourDocument } from '../../rollup/tiers'
import { TOTAL_SLOT_MINUTES } from '../../rollup/tiers'
import { MINUTES_PER_HOUR } from '../../time/units'
import { Prefix } from './prefix'

const OK = outcomeCode('ok')
const SLOTS = MINUTES_PER_HOUR / TOTAL_SLOT_MINUTES

/**
 * What stored hours know, asked by windows: counts of every minute, durations of every five minutes (of one label: of
 * every hour), users of every hour.
 */
export class PastCounts {
  private readonly byHour: ReadonlyMap<number, HourDocument>
  private readonly counts = new Map<string, Prefix[]>()
  private readonly firsts = new Map<string, number>()
  private readonly received: Prefix

  constructor(
    hours: readonly HourDocument[],
    private readonly from: number,
    private readonly to: number,
  ) {
    this.byHour = new Map(hours.map((hour) => [hour.hour, hour]))
    this.received = new Prefix(from, this.receivedMinutes())
  }

  /** Was anything at all received in it? */
  isKnown({ from, to }: Window): boolean {
    return this.received.sum(from, to) > 0
  }

  /** Users and durations are found when they are asked for: most windows of most rules do not need them. */
  merged(metric: MetricName, window: Window, label: string | null): Merged {
    const prefixes = this.prefixesOf(metric, label)
    const counts = prefixes.map((prefix) => prefix.sum(window.from, window.to))
    const failed = counts.reduce((sum, events, outcome) => sum + (isFailureCode(outcome) ? events : 0), 0)
    const total = counts.reduce((sum, events) => sum + events, 0)
    const users = (of: 'f' | 'u', most: number) => this.users(metric, window, label, of, most)
    const sketch = () => this.sketch(metric, window, label)
    return {
      counts,
      ok: counts[OK] as number,
      failed,
      total,
      get sketch() {
        return METRICS[metric].kind === 'timing' && total > 0 ? sketch() : null
      },
      get failedUsers() {
        return users('f', failed)
      },
      get users() {
        return users('u', total)
      },
    }
  }

  labels(metric: MetricName, window: Window): string[] {
    const labels = new Set<string>()
    for (const { series } of this.hoursOf(window))
      for (const row of rowsOf(series.m, metric)) labels.add(series.l[row] as string)
    return [...labels].filter((label) => this.merged(metric, window, label).total > 0).sort()
  }

  /** Epoch minute of a label's first event in the record; null for none. */
  first(metric: MetricName, label: string): number | null {
    const key = `${metric}|${label}`
    const known = this.firsts.get(key)
    if (known !== undefined) return known
    for (const { hour, series } of this.byHour.values())
      for (const row of rowsOf(series.m, metric)) {
        if (series.l[row] !== label) continue
        const columns = (series.c[row] as string[]).map((text) => decodeColumn(text, MINUTES_PER_HOUR))
        const at = Array.from({ length: MINUTES_PER_HOUR }, (_, k) => k).find((k) => columns.some((c) => c[k] !== 0))
        const minute = hour * MINUTES_PER_HOUR + (at ?? 0)
        this.firsts.set(key, minute)
        return minute
      }
    return null
  }

  private prefixesOf(metric: MetricName, label: string | null): Prefix[] {
    const key = `${metric}|${label ?? ''}|${label === null}`
    const known = this.counts.get(key)
    if (known !== undefined) return known
    const minutes = OUTCOMES.map(() => new Float64Array(this.to - this.from))
    for (const { hour, series } of this.byHour.values())
      for (const row of rowsOf(series.m, metric)) {
        if (label !== null && series.l[row] !== label) continue
        for (const [outcome, text] of (series.c[row] as string[]).entries()) {
          if (text === '') continue
          const own = minutes[outcome] as Float64Array
          const first = hour * MINUTES_PER_HOUR - this.from
          for (const [at, events] of decodeColumn(text, MINUTES_PER_HOUR).entries()) {
            if (first + at >= 0 && first + at < own.length) own[first + at] = (own[first + at] as number) + events
          }
        }
      }
    const prefixes = minutes.map((values) => new Prefix(this.from, values))
    this.counts.set(key, prefixes)
    return prefixes
  }

  private users(metric: MetricName, window: Window, label: string | null, of: 'f' | 'u', most: number): Set<string> {
    const users = new Set<string>()
    if (most === 0) return users
    for (const { series } of this.hoursOf(window))
      for (const row of rowsOf(series.m, metric)) {
        if (label !== null && series.l[row] !== label) continue
        for (const user of series[of][row] as string[]) {
          users.add(user)
          if (users.size >= most) return users
        }
      }
    return users
  }

  private sketch(metric: MetricName, window: Window, label: string | null): Sketch | null {
    const texts = label === null ? this.totalSketches(metric, window) : this.labelSketches(metric, window, label)
    const found = texts.flatMap((text) => storedSketch(text) ?? [])
    return found.length === 0 ? null : mergeSketches(found)
  }

  private totalSketches(metric: MetricName, window: Window): string[] {
    return this.hoursOf(window).flatMap(({ hour, totals }) =>
      rowsOf(totals.m, metric).flatMap((row) =>
        (totals.k[row] as string[]).filter((_, slot) => {
          const at = hour * MINUTES_PER_HOUR + slot * TOTAL_SLOT_MINUTES
          return at + TOTAL_SLOT_MINUTES > window.from && at < window.to
        }),
      ),
    )
  }

  private labelSketches(metric: MetricName, window: Window, label: string): string[] {
    return this.hoursOf(window).flatMap(({ series }) =>
      rowsOf(series.m, metric).flatMap((row) => (series.l[row] === label ? (series.k[row] as string) : [])),
    )
  }

  private hoursOf({ from, to }: Window): HourDocument[] {
    const found: HourDocument[] = []
    for (let hour = Math.floor(from / MINUTES_PER_HOUR); hour * MINUTES_PER_HOUR < to; hour++) {
      const document = this.byHour.get(hour)
      if (document !== undefined) found.push(document)
    }
    return found
  }

  /** By five minutes, which is enough to tell a silent shop from a lost record. */
  private receivedMinutes(): Uint8Array {
    const minutes = new Uint8Array(this.to - this.from)
    for (const { hour, totals } of this.byHour.values())
      for (const columns of totals.c)
        for (const text of columns) {
          if (text === '') continue
          for (const [slot, events] of decodeColumn(text, SLOTS).entries()) {
            const first = hour * MINUTES_PER_HOUR + slot * TOTAL_SLOT_MINUTES - this.from
            if (events > 0 && first >= 0) minutes.fill(1, first, first + TOTAL_SLOT_MINUTES)
          }
        }
    return minutes
  }
}

const rowsOf = (metrics: readonly number[], metric: MetricName): number[] =>
  metrics.flatMap((id, row) => (id === METRICS[metric].id ? row : []))
