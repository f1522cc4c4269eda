import type { CreditSummary, IncidentSummary, Overview } from '../../../contract/query'
import { clockTime } from '../format/clockTime'
import { dayTime } from '../format/dayName'
import { ago, duration } from '../format/duration'
import { spaced } from '../format/spaced'

/** A row of the last group: a line, a note under it. */
export interface ServiceRow {
  line: string
  /** the part of the line in bold; empty for none */
  strong: string
  note: string
}

/** Shown while nothing is open: when something last was. */
export function quietRow(last: IncidentSummary | null, now: number, zone: string): ServiceRow {
  const line = '没有进行中的告警'
  if (last === null) return { line, strong: '', note: '还没有过告警' }
  const title = spaced(last.title.replace(/\n/g, ''))
  const over = last.resolvedAt === null ? '' : `，${duration(last.resolvedAt - last.openedAt)}恢复`
  return { line, strong: '', note: `上次：${dayTime(last.openedAt, now, zone).replace(/^今天 /, '')} ${title}${over}` }
}

/**
 * How many messages can still reach anybody, and whom none can.
 * @param viewer name of who reads it
 */
export function creditsRow({ critical, mine, unreachable }: CreditSummary, viewer: string): ServiceRow {
  const row = { line: '严重告警还能收', strong: `${critical} 条` }
  const names = unreachable.map((name) => (name === viewer && mine === 0 ? '你' : name))
  if (names.length > 0) return { ...row, note: `${names.join('、')}一条都收不到` }
  return { ...row, note: mine === 0 ? '你自己一条都收不到' : `全店合计，其中你 ${mine} 条` }
}

/** When the monitor last ran and what it has not seen. */
export function monitorRow(overview: Overview, now: number): ServiceRow {
  const { lastRunAt, foldedThrough, gaps, zone } = overview
  if (lastRunAt === null) return { line: '监控还没巡过', strong: '', note: '装好后一分钟内巡第一遍' }
  const line = `监控 ${ago(lastRunAt, now)}巡过`
  if (foldedThrough === null) return { line, strong: '', note: '还没有收到顾客的数据' }
  const worst = [...gaps].sort((a, b) => b.to - b.from - (a.to - a.from))[0]
  const until = `数据到 ${clockTime(foldedThrough, zone)}`
  if (worst === undefined) return { line, strong: '', note: `${until}，每分钟更新` }
  return { line, strong: '', note: `${until}，${clockTime(worst.from, zone)} 缺了 ${duration(worst.to - worst.from)}` }
}
