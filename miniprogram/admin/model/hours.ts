import type { ShopSettings } from '../../../contract/pages/settings'
import { minuteText } from './incidentList'

type Week = ShopSettings['store']['hours']

export interface WeekdayRow {
  weekday: number
  name: string
  open: boolean
  spans: { from: string; to: string; overnight: boolean }[]
  spoken: string
}

export interface ClosureRow {
  day: string
  text: string
}

export interface HolidayRow {
  name: string
  text: string
  days: string[]
  closed: boolean
}

export interface HoursView {
  always: boolean
  week: WeekdayRow[]
  closures: ClosureRow[]
  holidays: HolidayRow[]
}

const names = ['周日', '周一', '周二', '周三', '周四', '周五', '周六']
/** A shop's week begins on Monday. */
const order = [1, 2, 3, 4, 5, 6, 0]
const DAY_MS = 86_400_000
const usual: [number, number] = [600, 1320]

export function hoursView(week: Week, closedOn: readonly string[], holidays: ShopSettings['holidays']): HoursView {
  return {
    always: week.length === 0,
    week: order.map((weekday) => {
      const spans = (week[weekday] ?? []).map(([from, to]) => ({
        from: minuteText(from),
        to: minuteText(to),
        overnight: to > 1440,
      }))
      const text = spans.map(({ from, to, overnight }) => `${from}–${overnight ? '次日' : ''}${to}`).join('、')
      const name = names[weekday] ?? ''
      return { weekday, name, open: spans.length > 0, spans, spoken: `${name} ${text === '' ? '休息' : text}` }
    }),
    closures: ungrouped(closedOn, holidays).map((day) => ({ day, text: dayText(day) })),
    holidays: holidays.map(({ name, from, to }) => {
      const days = daysBetween(from, to)
      const text = from === to ? dayText(from) : `${dayText(from)} 到 ${dayText(to)}`
      return { name, text, days, closed: days.every((day) => closedOn.includes(day)) }
    }),
  }
}

/** Days off that are no part of a holiday that is off as a whole. */
const ungrouped = (closedOn: readonly string[], holidays: ShopSettings['holidays']): string[] => {
  const covered = new Set(
    holidays
      .map(({ from, to }) => daysBetween(from, to))
      .filter((days) => days.every((day) => closedOn.includes(day)))
      .flat(),
  )
  return closedOn.filter((day) => !covered.has(day))
}

export const daysBetween = (from: string, to: string): string[] => {
  const days: string[] = []
  for (let at = Date.parse(from); at <= Date.parse(to); at += DAY_MS) days.push(new Date(at).toISOString().slice(0, 10))
  return days
}

/** '11 月 30 日 周一' */
export function dayText(day: string): string {
  const at = new Date(Date.parse(day))
  return `${at.getUTCMonth() + 1} 月 ${at.getUTCDate()} 日 ${names[at.getUTCDay()] ?? ''}`
}

const minuteOf = (clock: string): number => {
  const [hour = 0, minute = 0] = clock.split(':').map(Number)
  return hour * 60 + minute
}

const whole = (week: Week): Week => (week.length === 7 ? week : Array.from({ length: 7 }, () => [usual]))

/** The week with one end of one span set: an end at or before its beginning is on the next day. */
export const withTime = (week: Week, weekday: number, at: number, end: 'from' | 'to', clock: string): Week =>
  whole(week).map((spans, day) =>
    day !== weekday
      ? spans
      : spans.map((span, index): [number, number] => {
          if (index !== at) return span
          const from = end === 'from' ? minuteOf(clock) : span[0]
          const to = end === 'to' ? minuteOf(clock) : span[1] % 1440
          return [from, to <= from ? to + 1440 : to]
        }),
  )

export const withDay = (week: Week, weekday: number, open: boolean): Week =>
  whole(week).map((spans, day) => (day === weekday ? (open ? [usual] : []) : spans))

/** A second opening after the first; one that has two goes back to one. */
export const withBreak = (week: Week, weekday: number): Week =>
  whole(week).map((spans, day): [number, number][] => {
    const [first] = spans
    if (day !== weekday || first === undefined) return spans
    if (spans.length > 1) return [[first[0], spans[spans.length - 1]?.[1] ?? first[1]]]
    const noon = Math.min(840, first[1] - 60)
    return noon <= first[0] || noon + 180 >= first[1]
      ? spans
      : [
          [first[0], noon],
          [noon + 180, first[1]],
        ]
  })

/** Every day like Monday. */
export const likeMonday = (week: Week): Week => whole(week).map(() => whole(week)[1] ?? [])

export const withDays = (closedOn: readonly string[], days: readonly string[], closed: boolean): string[] => {
  const others = closedOn.filter((day) => !days.includes(day))
  return (closed ? [...others, ...days] : others).sort()
}

/** When a shop is open, as somebody is changing it. */
export interface Opening {
  hours: Week
  closedOn: string[]
}

/** What was changed, and nothing else: what a colleague changes meanwhile stays. */
export function changedOpening(before: Opening, after: Opening) {
  const { hours } = after
  return {
    ...(JSON.stringify(hours) === JSON.stringify(before.hours) ? {} : { hours }),
    close: after.closedOn.filter((day) => !before.closedOn.includes(day)),
    open: before.closedOn.filter((day) => !after.closedOn.includes(day)),
  }
}

/** For the settings' list: '每天 10:00–22:00', or that days differ. */
export function openingText({ store: { hours, closedOn } }: ShopSettings): string {
  const off = closedOn.length === 0 ? '' : `，${closedOn.length} 天休息`
  if (hours.length === 0) return `没填，当作一直开着${off}`
  const texts = hours.map((spans) => spans.map(([from, to]) => `${minuteText(from)}–${minuteText(to)}`).join('、'))
  const same = texts.every((text) => text === texts[0])
  return `${same ? `每天 ${texts[0] === '' ? '休息' : texts[0]}` : '每天不一样'}${off}`
}
