import type { Range, RangeName } from '../../../contract/pages/range'
import { clockTime } from '../format/clockTime'
import type { PageQuery } from './pageQuery'

/** What the spans of time are called. */
export const rangeName: Record<RangeName, string> = {
  '15m': '15 分钟',
  '1h': '1 小时',
  '3h': '3 小时',
  today: '今天',
  '24h': '24 小时',
  '7d': '7 天',
  '30d': '30 天',
  '90d': '90 天',
  '13mo': '13 个月',
}

const offered: RangeName[] = ['today', '1h', '24h', '7d', '30d']

/** A page that is opened at a moment shows the hour before it and the half hour after. */
const beforeMs = 60 * 60_000
const afterMs = 30 * 60_000

/** The moment a page was opened at, epoch ms; null for now. */
export const momentOf = ({ at }: PageQuery): number | null =>
  at !== undefined && /^\d{12,14}$/.test(at) ? Number(at) : null

/** What to ask for: a chosen span, the time around a moment, or nothing, which is today. @param now epoch ms */
export function rangeOf(query: PageQuery, now: number): { range?: Range } {
  const chosen = offered.find((name) => name === query.range)
  if (chosen !== undefined) return chosen === 'today' ? {} : { range: chosen }
  const at = momentOf(query)
  return at === null ? {} : { range: { from: at - beforeMs, to: Math.min(now, at + afterMs) } }
}

/** The spans to choose from; the moment of the link comes first. */
export function rangeChips(query: PageQuery, zone: string): { items: { id: string; name: string }[]; current: string } {
  const at = momentOf(query)
  const items = offered.map((name): { id: string; name: string } => ({ id: name, name: rangeName[name] }))
  if (at === null) return { items, current: query.range ?? 'today' }
  return { items: [{ id: 'at', name: `${clockTime(at, zone)} 前后` }, ...items], current: query.range ?? 'at' }
}
