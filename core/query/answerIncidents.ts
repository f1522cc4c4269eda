import { type Answer, ok } from '../../contract/answer'
import type { IncidentEntry, IncidentsPage, SilenceEntry } from '../../contract/pages/incidents'
import type { IncidentDocument } from '../documents/incident'
import type { SilenceDocument } from '../documents/silence'
import type { StaffDocument } from '../documents/staff'
import type { StoreDocument } from '../documents/store'
import { figuresOf } from '../incidents/phases'
import type { Ports } from '../ports'
import { silencedUntil } from '../silences/silencedUntil'
import { DAY_MS } from '../time/units'
import { viewedStore } from './viewedStore'

/** What a thumb scrolls through; older ones are in the reports. */
const MOST = 50
const FIGURE_DAYS = 30

/** The list of incidents and silences, read in one turn. */
export async function answerIncidents(
  ports: Ports,
  viewer: StaffDocument,
  storeId: string,
  nowMs: number,
): Promise<Answer<IncidentsPage>> {
  const store = await viewedStore(ports, viewer, storeId)
  if (!store.ok) return store
  const [incidents, silences] = await Promise.all([
    ports.incidents.readLatest(storeId, MOST),
    ports.silences.readActive(nowMs),
  ])
  const own = silences.filter((silence) => silence.store === storeId)
  const recent = incidents.filter(({ openedAt }) => openedAt > nowMs - FIGURE_DAYS * DAY_MS)
  return ok({
    now: nowMs,
    zone: store.value.zone,
    incidents: incidents.map((incident) => entryOf(incident, own, store.value, nowMs)),
    silences: own.sort((a, b) => a.until - b.until).map(silenceOf),
    figures: { days: FIGURE_DAYS, ...figuresOf(recent) },
  })
}

const entryOf = (
  incident: IncidentDocument,
  silences: readonly SilenceDocument[],
  store: StoreDocument,
  nowMs: number,
): IncidentEntry => ({
  id: incident._id,
  area: incident.area,
  severity: incident.severity,
  status: incident.status,
  title: incident.title,
  sentence: incident.sentence,
  openedAt: incident.openedAt,
  resolvedAt: incident.resolvedAt,
  by: incident.acknowledged?.by ?? incident.assigned?.name ?? null,
  silenced: incident.status !== 'resolved' && silencedUntil(silences, incident, store, nowMs) !== null,
})

const silenceOf = ({ _id, kind, area, upTo, until, weekly, by, reason }: SilenceDocument): SilenceEntry => ({
  id: _id,
  kind,
  area,
  upTo,
  until,
  weekly: weekly && { weekdays: weekly.weekdays, from: weekly.span.from, to: weekly.span.to },
  by,
  reason,
})
