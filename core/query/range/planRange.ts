import { POINTS_MOST, type Range, type RangeName } from '../../../contract/pages/range'
import { KEPT_DAYS } from '../../rollup/retention'
import { TOTAL_SLOT_MINUTES } from '../../rollup/tiers'
import { addDays, dayStart, localTime, sameClockEarlier } from '../../time/localTime'
import { DAY_MS, HOUR_MS, hourOf, MINUTE_MS, minuteOf } from '../../time/units'
import type { DaysWanted } from '../measured/pageDocuments'
import { weekdayName } from '../words'

/** [from, to) */
export interface Span {
  from: number
  to: number
}

/** A span that the same numbers are taken of, to compare. */
export interface Earlier extends Span {
  id: 'yesterday' | 'lastWeek' | 'before'
  /** e.g. 上周三 */
  label: string
}

/** Which documents answer a range, and how its chart is cut. */
export interface RangePlan extends Span {
  name: RangeName | null
  zone: string
  tier: 'minutes' | 'hours' | 'days'
  /** first moments of the chart's slots, ascending; each ends where the next begins, the last at `to` */
  at: number[]
  stepMs: number
  /** what to read: epoch minutes since the newest hour, epoch hours, local days and the month behind a page's comparisons */
  minutes: Span | null
  hours: Span | null
  days: DaysWanted[]
  /** epoch minutes of an hour in which a short range begins; null: it begins with a document */
  head: Span | null
  /** what is told beside the numbers: the first is the one that figures are held against; empty beyond what is kept */
  earlier: Earlier[]
  /** whole weeks back of which a band is drawn */
  bandWeeks: number
}

const LENGTHS: Record<Exclude<RangeName, 'today'>, number> = {
  '15m': 15 * MINUTE_MS,
  '1h': HOUR_MS,
  '3h': 3 * HOUR_MS,
  '24h': DAY_MS,
  '7d': 7 * DAY_MS,
  '30d': 30 * DAY_MS,
  '90d': 90 * DAY_MS,
  '13mo': KEPT_DAYS.days * DAY_MS,
}

/** Nothing is kept of before then, epoch ms: a range that begins earlier begins there. */
export const oldestKept = (nowMs: number): number => endOfNow(nowMs) - LENGTHS['13mo']

/** Up to here minutes are read one by one. */
const BY_MINUTE_MS = HOUR_MS
/** Up to here a range begins at its five minutes, not at its hour. */
const EXACT_MS = 3 * HOUR_MS
/** Up to here hours are; two days of them are 50 documents. */
const BY_HOUR_MS = 2 * DAY_MS
/** A week, widened to whole days. */
const A_WEEK_MS = 8 * DAY_MS
/** Up to here a chart of days is cut finer than days. */
const BY_PART_OF_DAY_MS = 45 * DAY_MS
/** Minutes read beyond the newest hour: `compact` makes an hour within one after its end. */
const TAIL_MS = 2 * HOUR_MS
/** Objectives look back a month, bands four weeks. */
const ALWAYS_DAYS = 31
const BAND_WEEKS = 4

/** Chart steps, of which the first that keeps within POINTS_MOST is taken. */
const STEPS_MS = [MINUTE_MS, 5 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS, 2 * HOUR_MS, 6 * HOUR_MS, DAY_MS]

/** Slots of a whole document each, because of single labels no finer durations are kept; or of an hour each. */
export type Grain = 'document' | 'hour'

/**
 * Which tier answers a range: pure.
 * @param zone of the shop: its days are cut there
 * @param grain of the slots; absent: as fine as a chart may be
 */
export function planRange(range: Range, nowMs: number, zone: string, grain?: Grain): RangePlan {
  const wanted = spanOf(range, nowMs, zone)
  const finest = tierOf(wanted, nowMs)
  const tier = finest === 'minutes' && grain === 'hour' ? 'hours' : finest
  const { from, to } = alignedTo(tier, wanted, grain === undefined && nowMs - wanted.to < TAIL_MS, { zone, nowMs })
  const length = to - from
  const stepMs = grain === undefined ? stepOf(tier, length) : GRAINS[grain][tier]
  const earlier = earlierOf({ from, to }, zone)
  const bandWeeks = length <= A_WEEK_MS ? BAND_WEEKS : 0
  const since = Math.min(from - 7 * bandWeeks * DAY_MS, ...earlier.map((span) => span.from))
  return {
    ...{ name: typeof range === 'string' ? range : null, zone, from, to, tier, stepMs },
    at: tier === 'days' && stepMs === DAY_MS ? dayStarts(from, to, zone) : evenly(from, to, stepMs),
    minutes: minutesOf(tier, { from, to }, nowMs),
    hours: tier === 'hours' ? { from: Math.ceil(from / HOUR_MS), to: lateHour(to, nowMs) } : null,
    days: daysOf({ from, to }, { tier, stepMs, since, earlier }, nowMs, zone),
    head: tier === 'hours' && from % HOUR_MS > 0 ? { from: minuteOf(from), to: Math.ceil(from / HOUR_MS) * 60 } : null,
    earlier,
    bandWeeks,
  }
}

/** The slot of a chart that a moment lies in; -1 outside. */
export function slotOf({ at, from, to, stepMs }: RangePlan, ms: number): number {
  if (ms < from || ms >= to) return -1
  let slot = Math.min(at.length - 1, Math.floor((ms - from) / stepMs))
  while (slot > 0 && (at[slot] as number) > ms) slot -= 1
  while (slot + 1 < at.length && (at[slot + 1] as number) <= ms) slot += 1
  return slot
}

function spanOf(range: Range, nowMs: number, zone: string): Span {
  if (typeof range !== 'string') return { from: Math.max(range.from, oldestKept(nowMs)), to: Math.min(range.to, nowMs) }
  const to = endOfNow(nowMs)
  if (range === 'today') return { from: dayStart(localTime(nowMs, zone).day, zone), to }
  return { from: to - LENGTHS[range], to }
}

/** Minutes are kept a week and read only near now; hours are kept 45 days. */
function tierOf({ from, to }: Span, nowMs: number): RangePlan['tier'] {
  const isNow = nowMs - to < TAIL_MS
  if (isNow && to - from <= BY_MINUTE_MS) return 'minutes'
  const hasHours = nowMs - from < (KEPT_DAYS.hours - 1) * DAY_MS
  return hasHours && to - from <= BY_HOUR_MS ? 'hours' : 'days'
}

/**
 * A range is widened to whole documents of its tier, so that what they keep as one sketch is all inside; its end to now at
 * most. @param mayBeExact a short one near now begins and ends by five minutes
 */
function alignedTo(
  tier: RangePlan['tier'],
  { from, to }: Span,
  mayBeExact: boolean,
  { zone, nowMs }: { zone: string; nowMs: number },
): Span {
  const ended = (end: number) => Math.min(end, Math.max(to, endOfNow(nowMs)))
  if (tier === 'days')
    return {
      from: documentStart(localTime(from, zone).day, zone),
      to: ended(documentStart(addDays(localTime(to - 1, zone).day, 1), zone)),
    }
  const slot = mayBeExact && to - from <= EXACT_MS ? TOTAL_SLOT_MINUTES * MINUTE_MS : HOUR_MS
  const grain = tier === 'minutes' ? MINUTE_MS : slot
  return { from: Math.floor(from / grain) * grain, to: ended(Math.ceil(to / grain) * grain) }
}

/** The minute that is under way is part of it. */
const endOfNow = (nowMs: number): number => (minuteOf(nowMs) + 1) * MINUTE_MS

/** Where a zone is off by half an hour, a day's document begins with the hour after its midnight (rollup/compactTick). */
const documentStart = (day: string, zone: string): number => Math.ceil(dayStart(day, zone) / HOUR_MS) * HOUR_MS

const GRAINS: Record<Grain, Record<RangePlan['tier'], number>> = {
  document: { minutes: MINUTE_MS, hours: HOUR_MS, days: DAY_MS },
  hour: { minutes: HOUR_MS, hours: HOUR_MS, days: HOUR_MS },
}

function stepOf(tier: RangePlan['tier'], length: number): number {
  if (tier === 'days' && length > BY_PART_OF_DAY_MS) return DAY_MS
  const finest =
    tier === 'minutes' ? (length <= HOUR_MS ? MINUTE_MS : 5 * MINUTE_MS) : tier === 'hours' ? 5 * MINUTE_MS : HOUR_MS
  return STEPS_MS.find((step) => step >= finest && length / step <= POINTS_MOST) ?? DAY_MS
}

const evenly = (from: number, to: number, stepMs: number): number[] =>
  Array.from({ length: Math.ceil((to - from) / stepMs) }, (_, index) => from + index * stepMs)

function dayStarts(from: number, to: number, zone: string): number[] {
  const starts: number[] = []
  for (let day = localTime(from, zone).day; documentStart(day, zone) < to; day = addDays(day, 1))
    starts.push(documentStart(day, zone))
  return starts
}

function minutesOf(tier: RangePlan['tier'], { from, to }: Span, nowMs: number): Span | null {
  if (tier === 'minutes') return { from: minuteOf(from), to: minuteOf(nowMs) + 1 }
  if (tier === 'days' || nowMs - to >= TAIL_MS) return null
  return { from: Math.max(minuteOf(from), (hourOf(nowMs) - 2) * 60), to: minuteOf(nowMs) + 1 }
}

/** Late events lie in the hours that received them, up to a day after. */
const lateHour = (to: number, nowMs: number): number => Math.min(hourOf(nowMs), hourOf(to - 1) + 24) + 1

/**
 * From the first day that anything is held against, up to what `now` or the late events of the range lie in. Rows are what
 * a chart of days is made of, and what single labels are held against; a chart by the day needs no totals but the month's.
 */
function daysOf(
  { from, to }: Span,
  { tier, stepMs, since, earlier }: Pick<RangePlan, 'tier' | 'stepMs' | 'earlier'> & { since: number },
  nowMs: number,
  zone: string,
): DaysWanted[] {
  const dayOf = (ms: number) => localTime(ms, zone).day
  const today = dayOf(nowMs)
  const month = addDays(today, -ALWAYS_DAYS)
  const late = addDays(dayOf(to - 1), 2)
  const end = late < today ? addDays(today, 1) : late
  const rows = [
    ...(tier === 'days' ? [{ from: dayOf(from), to: late }] : []),
    ...earlier.slice(0, 1).map((span) => ({ from: dayOf(span.from), to: addDays(dayOf(span.to - 1), 1) })),
  ]
  const wanted: DaysWanted[] = []
  for (let day = [dayOf(Math.min(from, since)), month].sort()[0] as string; day < end; day = addDays(day, 1)) {
    const one = {
      totals: stepMs < DAY_MS || day >= month,
      rows: rows.some((span) => day >= span.from && day < span.to),
    }
    const last = wanted.at(-1)
    if (last?.totals === one.totals && last.rows === one.rows) last.to = addDays(day, 1)
    else wanted.push({ from: day, to: addDays(day, 1), ...one })
  }
  return wanted
}

/** Under two days the same clock times of yesterday and of last week; longer ones the same length before. */
function earlierOf({ from, to }: Span, zone: string): Earlier[] {
  const back = (id: Earlier['id'], days: number, label: string): Earlier => ({
    ...{ id, label, from: sameClockEarlier(from, days, zone), to: sameClockEarlier(to, days, zone) },
  })
  const weekday = weekdayName(localTime(from, zone).weekday)
  const days = Math.round((to - from) / DAY_MS)
  if (to - from <= BY_HOUR_MS) return [back('lastWeek', 7, `上${weekday}`), back('yesterday', 1, '昨天')]
  if (to - from <= A_WEEK_MS) return [back('lastWeek', 7, '上周')]
  if (2 * days > KEPT_DAYS.days) return []
  return [back('before', days, `之前 ${days} 天`)]
}
