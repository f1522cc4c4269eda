import type { IncidentSummary, Overview } from '../../../contract/query'
import { dayTime } from '../format/dayName'
import { duration } from '../format/duration'
import { spaced } from '../format/spaced'
import { levelWord } from '../format/words'

export interface IncidentItem {
  id: string
  icon: 'crit' | 'warn' | 'ok'
  word: string
  title: string
  note: string
  loud: boolean
}

export interface IncidentList {
  items: IncidentItem[]
  /** what an empty list says: who would be told */
  assurance: string
}

/** The open incident and the last one. */
export function incidentList(overview: Overview, now: number): IncidentList {
  const known = [overview.incident, overview.lastIncident].filter((one): one is IncidentSummary => one !== null)
  const { critical, mine } = overview.credits
  const assurance =
    critical === 0
      ? '现在谁都收不到微信消息，\n先到设置里充能'
      : `真出事会发微信消息，全店还能收 ${critical} 条，\n其中你 ${mine} 条`
  return { items: known.map((incident) => itemOf(incident, now, overview.zone)), assurance }
}

function itemOf(incident: IncidentSummary, now: number, zone: string): IncidentItem {
  const { id, severity, resolvedAt, openedAt, acknowledged } = incident
  const since = dayTime(openedAt, now, zone)
  const open = resolvedAt === null
  const state = open
    ? `已 ${duration(now - openedAt)}，${acknowledged ? `${acknowledged.by}在处理` : '没人接手'}`
    : `${duration(resolvedAt - openedAt)}恢复`
  return {
    id,
    icon: open ? severity : 'ok',
    word: open ? levelWord[severity] : '已恢复',
    title: spaced(incident.title.replace(/\n/g, '')),
    note: `${since}，${state}`,
    loud: open,
  }
}
