/** A cron expression that is not one: `field` says which of the seven is wrong. */
export class CronError extends Error {
  constructor(
    message: string,
    readonly field: string,
  ) {
    super(message)
    this.name = 'CronError'
  }
}

const MONTHS = ['JAN', 'FEB', 'MAR', 'APR', 'MAY', 'JUN', 'JUL', 'AUG', 'SEP', 'OCT', 'NOV', 'DEC']
const WEEKDAYS = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT']

/** Seven fields in WeChat's order (triggers.md of WeChat Cloud); the clock they read is UTC+8. */
const FIELDS = [
  { name: 'second', from: 0, to: 59, words: [] },
  { name: 'minute', from: 0, to: 59, words: [] },
  { name: 'hour', from: 0, to: 23, words: [] },
  { name: 'day', from: 1, to: 31, words: [] },
  { name: 'month', from: 1, to: 12, words: MONTHS },
  { name: 'weekday', from: 0, to: 6, words: WEEKDAYS },
  { name: 'year', from: 1970, to: 2099, words: [] },
] as const

type Field = (typeof FIELDS)[number]

export interface Cron {
  seconds: number[]
  minutes: number[]
  hours: number[]
  days: Set<number>
  months: Set<number>
  weekdays: Set<number>
  years: Set<number>
  /** Day and weekday are alternatives when both are restricted. */
  anyDay: boolean
  anyWeekday: boolean
}

const UTC8_MS = 8 * 3_600_000
const DAY_MS = 86_400_000

/**
 * Reads `second minute hour day month weekday year`; lists, ranges, steps and English abbreviations are allowed.
 * @throws CronError naming the field
 */
export function parseCron(text: string): Cron {
  const parts = text.trim().split(/\s+/)
  if (parts.length !== 7) throw new CronError(`a timer needs 7 fields, "${text}" has ${parts.length}`, 'cron')
  const [seconds, minutes, hours, days, months, weekdays, years] = FIELDS.map((field, index) =>
    parseField(parts[index] as string, field),
  ) as [number[], number[], number[], number[], number[], number[], number[]]
  return {
    seconds,
    minutes,
    hours,
    days: new Set(days),
    months: new Set(months),
    weekdays: new Set(weekdays),
    years: new Set(years),
    anyDay: isAny(parts[3] as string),
    anyWeekday: isAny(parts[5] as string),
  }
}

/** The first instant after `afterMs` that the expression names; undefined when there is none before 2100. */
export function nextAfter(cron: Cron, afterMs: number): number | undefined {
  const fromMs = Math.floor(afterMs / 1000) * 1000 + 1000 + UTC8_MS
  const lastDayMs = Date.UTC(2100, 0, 1)
  for (let dayMs = Math.floor(fromMs / DAY_MS) * DAY_MS; dayMs < lastDayMs; dayMs = nextDay(cron, dayMs)) {
    if (!runsOn(cron, new Date(dayMs))) continue
    const inDayMs = firstInDay(cron, Math.max(0, fromMs - dayMs))
    if (inDayMs !== undefined) return dayMs + inDayMs - UTC8_MS
  }
  return undefined
}

/** A year that is left out is skipped in one step, so "in 2099 only" is found quickly. */
function nextDay(cron: Cron, dayMs: number): number {
  const year = new Date(dayMs).getUTCFullYear()
  return cron.years.has(year) ? dayMs + DAY_MS : Date.UTC(year + 1, 0, 1)
}

function runsOn(cron: Cron, day: Date): boolean {
  if (!cron.years.has(day.getUTCFullYear()) || !cron.months.has(day.getUTCMonth() + 1)) return false
  const byDay = cron.days.has(day.getUTCDate())
  const byWeekday = cron.weekdays.has(day.getUTCDay())
  if (cron.anyDay || cron.anyWeekday) return byDay && byWeekday
  return byDay || byWeekday
}

/** The first moment of the day at or after `fromMs` (milliseconds since midnight, a whole second). */
function firstInDay(cron: Cron, fromMs: number): number | undefined {
  for (const hour of cron.hours) {
    if (hour < Math.floor(fromMs / 3_600_000)) continue
    for (const minute of cron.minutes) {
      const minuteMs = hour * 3_600_000 + minute * 60_000
      if (minuteMs + 59_000 < fromMs) continue
      const second = cron.seconds.find((each) => minuteMs + each * 1000 >= fromMs)
      if (second !== undefined) return minuteMs + second * 1000
    }
  }
  return undefined
}

const isAny = (part: string): boolean => part === '*' || part === '?'

function parseField(part: string, field: Field): number[] {
  const values = new Set<number>()
  for (const item of part.split(',')) for (const value of parseItem(item, field)) values.add(value)
  return [...values].sort((a, b) => a - b)
}

function parseItem(item: string, field: Field): number[] {
  const [range, stepText, ...rest] = item.split('/') as [string, ...string[]]
  const step = stepText === undefined ? 1 : parseNumber(stepText, field)
  if (rest.length > 0 || step < 1) throw wrong(item, field)
  const [from, to] = parseRange(range, field, stepText !== undefined)
  if (from < field.from || to > field.to || from > to) throw wrong(item, field)
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step)
}

function parseRange(range: string, field: Field, hasStep: boolean): [number, number] {
  if (isAny(range)) return [field.from, field.to]
  const [first, last, ...rest] = range.split('-') as [string, ...string[]]
  if (rest.length > 0) throw wrong(range, field)
  const from = parseNumber(first, field)
  if (last !== undefined) return [from, parseNumber(last, field)]
  return [from, hasStep ? field.to : from]
}

function parseNumber(text: string, field: Field): number {
  const word = (field.words as readonly string[]).indexOf(text.toUpperCase())
  if (word >= 0) return word + field.from
  if (!/^\d{1,4}$/.test(text)) throw wrong(text, field)
  return Number(text)
}

const wrong = (text: string, field: Field): CronError =>
  new CronError(`"${text}" is not a ${field.name} (${field.from}-${field.to})`, field.name)
