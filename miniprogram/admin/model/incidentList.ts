import type { IncidentEntry, IncidentsPage, SilenceEntry } from '../../../contract/pages/incidents'
import type { CreditSummary } from '../../../contract/query'
import { dayTime } from '../format/dayName'
import { duration } from '../format/duration'
import { spaced } from '../format/spaced'
import { levelWord } from '../format/words'
import { rowsAtOnce } from './chosen'

export interface IncidentItem {
  id: string
  icon: 'crit' | 'warn' | 'ok'
  word: string
  title: string
  note: string
}

export interface SilenceItem {
  id: string
  title: string
  note: string
}

export interface IncidentList {
  open: IncidentItem[]
  past: IncidentItem[]
  silences: SilenceItem[]
  /** 30 天 3 起，平均 2 分钟接手；empty before there was any */
  figures: string
  /** who would be told */
  assurance: string
}

/**
 * @param credits as the phone last knew them; null for not at all
 * @param now epoch ms on the cloud's clock
 * @param drawn rows of the past that are drawn
 */
export function incidentList(
  page: IncidentsPage,
  credits: CreditSummary | null,
  now: number,
  drawn = rowsAtOnce,
): IncidentList {
  const { incidents, silences, zone } = page
  const items = (over: boolean, most: number) =>
    incidents
      .filter(({ resolvedAt }) => (resolvedAt !== null) === over)
      .slice(0, most)
      .map((one) => itemOf(one, now, zone))
  return {
    open: items(false, incidents.length),
    past: items(true, drawn),
    silences: silences.map((silence) => silenceItem(silence, now, zone)),
    figures: figuresText(page.figures),
    assurance: assuranceOf(credits),
  }
}

function assuranceOf(credits: CreditSummary | null): string {
  if (credits === null) return '真出事会发微信消息'
  if (credits.critical === 0) return '现在谁都收不到微信消息，\n先到设置里充能'
  return `真出事会发微信消息，全店还能收 ${credits.critical} 条，其中你 ${credits.mine} 条`
}

function figuresText({ days, count, mttaMs, mttrMs }: IncidentsPage['figures']): string {
  if (count === 0) return ''
  const taken = mttaMs === null ? '' : `，平均 ${duration(mttaMs)}有人接手`
  const ended = mttrMs === null ? '' : `，${duration(mttrMs)}恢复`
  return `${days} 天 ${count} 起${taken}${ended}`
}

function itemOf(incident: IncidentEntry, now: number, zone: string): IncidentItem {
  const { id, severity, resolvedAt, openedAt, by, status, silenced } = incident
  const since = dayTime(openedAt, now, zone)
  const holder = status === 'acknowledged' ? `${by}在处理` : by === null ? '没人接手' : `转给了${by}`
  const state =
    resolvedAt === null
      ? `已 ${duration(now - openedAt)}，${holder}${silenced ? '，静音中' : ''}`
      : `${duration(resolvedAt - openedAt)}恢复`
  return {
    id,
    icon: resolvedAt === null ? severity : 'ok',
    word: resolvedAt === null ? levelWord[severity] : '已恢复',
    title: spaced(incident.title.replace(/\n/g, '')),
    note: `${since}，${state}`,
  }
}

/** Areas of the default pack's rules, and the monitor's own. */
const areaName: Record<string, string> = {
  ordering: '点单和付款',
  payments: '付款对不上',
  experience: '页面慢',
  visits: '来的顾客',
  monitor: '监控自己',
}
const weekdayNames = ['日', '一', '二', '三', '四', '五', '六']

function silenceItem(
  { id, kind, area, upTo, until, weekly, by, reason }: SilenceEntry,
  now: number,
  zone: string,
): SilenceItem {
  const what = area === null ? '全部告警' : (areaName[area] ?? area)
  const most = upTo === 'warn' ? '，严重的照发' : ''
  const when =
    weekly === null
      ? `到 ${dayTime(until, now, zone).replace(/^今天 /, '')}`
      : `每周${weekly.weekdays.map((day) => weekdayNames[day]).join('、')} ${minuteText(weekly.from)}–${minuteText(weekly.to)}`
  return { id, title: `${kind === 'silence' ? '静音' : '定期维护'}：${what}${most}`, note: `${when}，${by}：${reason}` }
}

/** Minutes of a day as its clock shows them. */
export const minuteText = (minute: number): string =>
  `${String(Math.floor((minute % 1440) / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`

/** How many are open: the tab's badge. */
export const openCount = ({ incidents }: IncidentsPage): number =>
  incidents.filter(({ resolvedAt, area }) => resolvedAt === null && area !== 'monitor').length
