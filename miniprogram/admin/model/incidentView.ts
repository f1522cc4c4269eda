import type { IncidentDetail } from '../../../contract/admin'
import type { IncidentSummary, Overview } from '../../../contract/query'
import { clockSecond } from '../format/clockTime'
import { spaced } from '../format/spaced'
import { freshnessOf } from './freshness'
import { type IncidentParts, incidentParts } from './incidentDetail'
import { type IncidentHead, incidentHead } from './incidentHead'
import { type PartsRead, type Unread, unreadOf } from './incidentUnread'
import { type Notice, noticeOf } from './notice'
import type { Situation } from './overviewView'

export interface TimelineRow {
  key: number
  clock: string
  text: string
  /** past: it happened; now: somebody has to act; ahead: will happen if nobody does */
  kind: 'past' | 'bad' | 'good' | 'ahead'
}

/** Everything that the page of one incident shows. */
export interface IncidentView {
  notice: Notice
  head: IncidentHead
  meaning: string
  remedy: { number: number; text: string }[]
  timeline: TimelineRow[]
  /** null until the cloud has told them */
  parts: IncidentParts | null
  /** what of them is missing or old; null when nothing is */
  unread: Unread | null
  /** it goes on: somebody has it, and can say that it is done */
  canResolve: boolean
  over: boolean
}

/** The incident of that id among those this answer knows; null if it has gone. Without an id: the open one, else the last. */
export function findIncident(overview: Overview, id: string | null): IncidentSummary | null {
  const known = [overview.incident, overview.lastIncident].filter((one): one is IncidentSummary => one !== null)
  return (id === null ? known[0] : known.find((one) => one.id === id)) ?? null
}

export function incidentView(
  summary: IncidentSummary,
  overview: Overview,
  situation: Situation,
  detail: IncidentDetail | null = null,
  read: PartsRead = { at: null, failure: null },
): IncidentView {
  const { zone } = overview
  // what an incident that is over cost, and who paid in it, is reckoned for its own page only
  const incident = {
    ...summary,
    lost: summary.lost ?? detail?.incident.lost ?? null,
    payments: summary.payments ?? detail?.incident.payments ?? null,
  }
  return {
    notice: noticeOf(freshnessOf(overview, situation.now), situation, zone),
    head: incidentHead(incident, situation.waiting, situation.now, zone),
    meaning: spaced(incident.meaning),
    remedy: incident.remedy.map((text, index) => ({ number: index + 1, text: spaced(text) })),
    timeline: timelineOf(incident, zone),
    parts: detail === null ? null : incidentParts(detail, situation.now),
    unread: unreadOf(read, zone),
    canResolve: incident.status === 'acknowledged',
    over: incident.status === 'resolved',
  }
}

function timelineOf(incident: IncidentSummary, zone: string): TimelineRow[] {
  const rows = incident.history.map(
    ({ at, text }, key): TimelineRow => ({
      key,
      clock: clockSecond(at, zone),
      text: spaced(text),
      kind: kindOf(at, key, incident),
    }),
  )
  const { next, acknowledged, resolvedAt } = incident
  if (next === null || acknowledged !== null || resolvedAt !== null) return rows
  return [
    ...rows,
    { key: rows.length, clock: clockSecond(next.at, zone), text: `没人接手，就通知${next.name}`, kind: 'ahead' },
  ]
}

/** The record begins with what was found. */
function kindOf(at: number, key: number, { resolvedAt }: IncidentSummary): TimelineRow['kind'] {
  if (resolvedAt !== null && at >= resolvedAt) return 'good'
  return key === 0 ? 'bad' : 'past'
}
