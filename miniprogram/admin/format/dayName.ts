import { clockTime } from './clockTime'
import { localTime } from './localTime'

const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'] as const

export const weekdayName = (at: number, zone: string): string => weekdays[localTime(at, zone).weekday] ?? ''

/** '11 月 21 日' */
export function dateName(at: number, zone: string): string {
  const { month, day } = localTime(at, zone)
  return `${month} 月 ${day} 日`
}

/** '11 月 1 日' where a month is to be told, else '11 日'. */
export const dayOnAxis = (at: number, zone: string, withMonth: boolean): string =>
  withMonth ? dateName(at, zone) : `${localTime(at, zone).day} 日`

/** '今天 12:13', '昨天 19:08', '周六 19:08' within a week, '11 月 21 日' before. */
export function dayTime(at: number, now: number, zone: string): string {
  const days = localTime(now, zone).epochDay - localTime(at, zone).epochDay
  if (days > 6 || days < 0) return dateName(at, zone)
  const day = days === 0 ? '今天' : days === 1 ? '昨天' : weekdayName(at, zone)
  return `${day} ${clockTime(at, zone)}`
}

/** What cooks call this time of the day. */
export function partOfDay(at: number, zone: string): string {
  const { hour, minute } = localTime(at, zone)
  const clock = hour * 60 + minute
  if (clock < 5 * 60 || clock >= 21 * 60) return '夜宵'
  if (clock < 10 * 60 + 30) return '早市'
  if (clock < 14 * 60) return '午市'
  return clock < 17 * 60 ? '下午' : '晚市'
}
