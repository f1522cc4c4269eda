import type { ClockSpan } from '../../contract/admin'
import { addDays, clockAt, localTime } from '../time/localTime'
import { MINUTE_MS } from '../time/units'

const DAY_MINUTES = 1440

/**
 * When a daily span of the shop's clock that holds `ms` ends, epoch ms; null outside it. [from, to); from > to passes
 * midnight; from = to is the whole day.
 */
export const spanEnd = (span: ClockSpan, zone: string, ms: number): number | null => {
  const begun = spanBegun(span, zone, ms)
  if (begun === null) return null
  const length = span.to > span.from ? span.to : span.to + DAY_MINUTES
  // a clock that is put forward or back at night may show the end before `ms`: never wait for the past
  return Math.max(clockAt(begun, length, zone), ms + MINUTE_MS)
}

/** The local day on which the span that holds `ms` began; null outside it. */
export const spanBegun = ({ from, to }: ClockSpan, zone: string, ms: number): string | null => {
  const { day, minuteOfDay } = localTime(ms, zone)
  if (from < to) return minuteOfDay >= from && minuteOfDay < to ? day : null
  if (minuteOfDay >= from) return day
  return minuteOfDay < to ? addDays(day, -1) : null
}
