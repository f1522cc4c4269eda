import type { ErrorGroup } from '../../../../contract/pages/errors'
import { dayTime } from '../../format/dayName'
import { ago } from '../../format/duration'
import { grouped } from '../../format/grouped'
import { pagePath } from './pagePath'

/** One error in the list. */
export interface GroupRow {
  fingerprint: string
  icon: 'ok' | 'warn' | 'crit' | 'none'
  /** 新, 又来了, 已解决, 不管; empty for a known one */
  tag: string
  title: string
  /** where, and when last */
  note: string
  message: string
  /** heights of the sparkline, 0…1 */
  trend: number[]
  spoken: string
}

const sparks = 24

export function groupRow(group: ErrorGroup, now: number, zone: string): GroupRow {
  const { fingerprint, level, status, message, kind, page, lastAt } = group
  const title = `${usersWord(group)}，${grouped(group.count)} 次`
  const when =
    lastAt === null ? '' : now - lastAt < 3_600_000 ? `，${ago(lastAt, now)}` : `，${dayTime(lastAt, now, zone)}`
  const tag = tagOf(group)
  const note = `${pagePath(page)}${when}`
  return {
    fingerprint,
    icon: status === 'open' ? level : 'ok',
    tag,
    title,
    note,
    message: message === '' ? kind : message,
    trend: sparkOf(group.trend),
    spoken: [tag, title, note, message].filter((word) => word !== '').join('，'),
  }
}

export const usersWord = ({ users, usersAtLeast }: Pick<ErrorGroup, 'users' | 'usersAtLeast'>): string =>
  `${usersAtLeast ? '约 ' : ''}${grouped(users)} 位顾客`

export function tagOf({ status, isNew, isBack }: Pick<ErrorGroup, 'status' | 'isNew' | 'isBack'>): string {
  if (status === 'solved') return '已解决'
  if (status === 'ignored') return '先不管'
  return isBack ? '又来了' : isNew ? '新' : ''
}

/** As many columns as a thumb's width has room for; the highest is 1. What was not measured stays empty. */
function sparkOf(trend: readonly (number | null)[]): number[] {
  const per = Math.max(1, Math.ceil(trend.length / sparks))
  const sums: number[] = []
  for (let from = 0; from < trend.length; from += per)
    sums.push(trend.slice(from, from + per).reduce<number>((sum, count) => sum + (count ?? 0), 0))
  const most = Math.max(1, ...sums)
  return sums.map((sum) => Math.round((sum / most) * 100) / 100)
}
