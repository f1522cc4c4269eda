import type { IncidentDetail } from '../../contract/admin'
import { type Answer, ok, refuse } from '../../contract/answer'
import { holdShown } from '../incidents/holds'
import { actionsFor } from '../incidents/mitigate'
import { phasesOf } from '../incidents/phases'
import { relatedSignals } from '../incidents/relatedSignals'
import { deadLetters, summarizeIncident } from '../incidents/summary'
import { lostIn, moneyAtRisk } from '../query/lost'
import { bookHours, orderBook } from '../query/orderBook'
import { HOUR_MS } from '../time/units'
import type { StaffContext } from './adminContext'

/** What else happened is looked for this long before it began. */
const BEFORE_MS = HOUR_MS
const LATEST_READ = 20

/** One incident with all that is known about it: what it costs, what else changed, what can be done. */
export const incidentDetail = async (id: string, context: StaffContext): Promise<Answer<IncidentDetail>> => {
  const { ports, person, settings, now } = context
  const incident = await ports.incidents.read(id)
  const store = (await ports.directory.stores()).find((one) => one._id === incident?.store)
  if (!incident || !store || !person.stores.includes(incident.store)) {
    return refuse('not_found', 'there is no such incident in your shops', 'incident')
  }
  const untilMs = incident.resolvedAt ?? now
  const [rules, staff, orderHours, incidents, issues] = await Promise.all([
    ports.rules.read(),
    ports.directory.staff(),
    ports.orders.readHours(store._id, bookHours(untilMs, store.zone)),
    ports.incidents.readLatest(store._id, LATEST_READ),
    ports.issues.read(store._id, incident.openedAt - BEFORE_MS),
  ])
  const credits = await ports.credits.readAll(staff.map(({ openid }) => openid))
  const book = orderBook(orderHours, store, untilMs)
  const summary = summarizeIncident(incident, { rules, staff, credits, settings, now })
  return ok({
    incident: { ...summary, lost: lostIn(book, incident, untilMs) },
    phases: phasesOf(incident),
    money: moneyAtRisk(book, incident, untilMs),
    signals: relatedSignals({ incident, incidents, issues, fromMs: incident.openedAt - BEFORE_MS, untilMs }),
    mitigations: actionsFor(settings, person, store._id).map(({ id: action, name, note, undoAfterMinutes }) => {
      return { id: action, name, note, undoAfterMinutes }
    }),
    runs: (incident.mitigations ?? []).map(({ id: run, name, by, at, undoAt, status }) => {
      return { id: run, name, by, at, undoAt, status }
    }),
    assigned: incident.assigned ? { name: incident.assigned.name, at: incident.assigned.at } : null,
    hold: holdShown(incident, now),
    deadLetters: deadLetters(incident),
  })
}
