import type { MetricName } from '../../../contract/metrics'
import type { Band, Chart, Line, Unit } from '../../../contract/pages/parts'
import type { Merged } from '../../evidence'
import { TOTAL_SLOT_MINUTES } from '../../rollup/tiers'
import { localTime, sameClockEarlier } from '../../time/localTime'
import { DAY_MS, MINUTE_MS } from '../../time/units'
import type { RangePlan, Span } from '../range/planRange'
import { weekdayName } from '../words'
import { foldedThrough } from './head'
import type { PageSource } from './pageSource'

const KEPT_MS = TOTAL_SLOT_MINUTES * MINUTE_MS

export interface ChartLine {
  id: string
  /** of one slot of which so many ms are folded: the last may be under way; null where it cannot be told */
  value(merged: Merged, slotMs: number): number | null
}

export interface ChartWants {
  unit: Unit
  metrics: readonly MetricName[]
  /** of one label; of earlier times it is known by whole days */
  label?: string
  /** comparisons and band are of the first */
  lines: readonly ChartLine[]
  limit?: number | null
}

/** Lines over the planned slots, with the same time of earlier days. What is not yet folded is no zero. */
export function chartOf(source: PageSource, { unit, metrics, label, lines, limit = null }: ChartWants): Chart {
  const { plan, measured } = source
  const slots = label === undefined ? measured.slots(metrics) : measured.slotsOf(metrics)
  const before = earlierIn(source, metrics, label)
  const folded = foldedThrough(source) ?? plan.to
  const lengths = slotSpans(plan).map(({ from, to }) => Math.max(MINUTE_MS, Math.min(to, folded) - from))
  const line = ({ id, value }: ChartLine): Line => ({
    ...{ id, label: '' },
    values: slots.map((merged, slot) => (merged === null ? null : value(merged, lengths[slot] as number))),
  })
  const [first] = lines
  return {
    ...{ unit, at: plan.at, stepMs: plan.stepMs, limit },
    lines: lines.map(line),
    comparisons: first === undefined ? [] : comparisons(source, before, first),
    band: first === undefined ? null : bandOf(source, before, first),
  }
}

type Before = (span: Span) => Merged | null

/** What was measured in an earlier span; of one label only days are known. */
function earlierIn({ history, plan }: PageSource, metrics: readonly MetricName[], label: string | undefined): Before {
  if (label === undefined) return (span) => history.span(metrics, span)
  return plan.stepMs < DAY_MS ? () => null : (span) => history.labelSpan(metrics, label, span)
}

function comparisons({ plan }: PageSource, before: Before, { value }: ChartLine): Line[] {
  return plan.earlier.flatMap(({ id, label, from }) => {
    const days = Math.round((plan.from - from) / DAY_MS)
    const values = slotSpans(plan).map((span) => valueAt(earlierSpan(span, days, plan.zone)))
    return values.every((one) => one === null) ? [] : [{ id, label, values }]
  })
  function valueAt(span: Span): number | null {
    const merged = before(span)
    return merged === null ? null : value(merged, span.to - span.from)
  }
}

function bandOf({ plan }: PageSource, before: Before, { value }: ChartLine): Band | null {
  const low: (number | null)[] = []
  const high: (number | null)[] = []
  let weeks = 0
  for (const span of slotSpans(plan)) {
    const values: number[] = []
    for (let week = 1; week <= plan.bandWeeks; week++) {
      const then = earlierSpan(span, 7 * week, plan.zone)
      const merged = before(then)
      const one = merged === null ? null : value(merged, then.to - then.from)
      if (one === null) continue
      values.push(one)
      weeks = Math.max(weeks, week)
    }
    low.push(values.length === 0 ? null : Math.min(...values))
    high.push(values.length === 0 ? null : Math.max(...values))
  }
  return weeks === 0 ? null : { label: bandLabel(weeks, plan), low, high }
}

function bandLabel(weeks: number, { from, to, zone }: RangePlan): string {
  const day = localTime(from, zone)
  const oneDay = localTime(to - 1, zone).day === day.day
  const name = oneDay ? weekdayName(day.weekday) : '周'
  return weeks === 1 ? `上${name}` : `前 ${weeks} 个${oneDay ? name : '星期'}`
}

const slotSpans = ({ at, to }: RangePlan): Span[] => at.map((from, index) => ({ from, to: at[index + 1] ?? to }))

/** Widened to the five minutes by which earlier counts are kept: a shorter slot holds as many a minute as all of them. */
const earlierSpan = ({ from, to }: Span, days: number, zone: string): Span => {
  const start = sameClockEarlier(from, days, zone)
  return { from: Math.floor(start / KEPT_MS) * KEPT_MS, to: Math.ceil((start + (to - from)) / KEPT_MS) * KEPT_MS }
}
