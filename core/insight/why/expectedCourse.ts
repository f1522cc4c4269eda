import type { ExpectedCourse, SeriesName } from '../../../contract/insight'
import type { Rule } from '../../../contract/schemas/rule'
import type { OrderBook } from '../../query/orderBook'
import { MINUTE_MS } from '../../time/units'
import type { Outlook } from '../outlook'

const STEP_MS = 5 * MINUTE_MS
const BEFORE_MS = 60 * MINUTE_MS
const LONGEST_MS = 180 * MINUTE_MS
const AFTER_MS = 30 * MINUTE_MS

/** The orders about an incident beside what was expected: made ones, or where payments fail paid ones. */
export function expectedCourse(
  rule: Rule | undefined,
  outlook: Outlook | null,
  book: OrderBook,
  { openedAt, untilMs, nowMs }: { openedAt: number; untilMs: number; nowMs: number },
): ExpectedCourse | null {
  if (outlook === null) return null
  const series: SeriesName = rule?.kind === 'anomaly' && rule.series === 'orders' ? 'orders' : 'paid'
  const from = Math.floor((openedAt - BEFORE_MS) / STEP_MS) * STEP_MS
  const to = Math.min(untilMs + AFTER_MS, openedAt + LONGEST_MS)
  const at = Array.from({ length: Math.floor((to - from) / STEP_MS) + 1 }, (_, k) => from + k * STEP_MS)
  const sums = at.map((ms) => outlook.sum(series, ms, ms + STEP_MS))
  return {
    series,
    at,
    actual: at.map((ms) => {
      if (ms + STEP_MS > nowMs) return null
      const totals = book.totals(ms, ms + STEP_MS)
      return series === 'orders' ? totals.created : totals.paid
    }),
    expected: sums.map(({ expected }) => Math.round(expected * 10) / 10),
    low: sums.map(({ low }) => Math.round(low * 10) / 10),
    high: sums.map(({ high }) => Math.round(high * 10) / 10),
  }
}
