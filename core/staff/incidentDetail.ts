import type { IncidentDetail } from '../../contract/admin'
import { type Answer, ok, refuse } from '../../contract/answer'
import type { Rule } from '../../contract/schemas/rule'
import type { IncidentDocument } from '../documents/incident'
import type { OrderHourDocument } from '../documents/orderHour'
import type { StoreDocument } from '../documents/store'
import { holdShown } from '../incidents/holds'
import { hoursAround, keptBy } from '../incidents/keptBy'
import { actionsFor } from '../incidents/mitigate'
import { onCall } from '../incidents/onCall'
import { LATE_MINUTES, minuteCells, paymentsIn, paymentsWindow } from '../incidents/payments'
import { phasesOf } from '../incidents/phases'
import { relatedSignals } from '../incidents/relatedSignals'
import { rank } from '../incidents/severity'
import { deadLetters, summarizeIncident } from '../incidents/summary'
import { outlookOf } from '../insight/outlook'
import { signalWindow } from '../insight/why/incidentSignal'
import { incidentWhy } from '../insight/why/incidentWhy'
import { doubtsSpan, paymentDoubts } from '../orders/paymentDoubts'
import { costHours, lostOf, moneyAtRisk } from '../query/lost'
import { orderBook } from '../query/orderBook'
import { PageMemory } from '../query/pageMemory'
import { readPageOrders } from '../query/pageOrders'
import { ordersHeartbeat, ordersThrough } from '../rollup/heartbeatIds'
import { hourCells } from '../rollup/hourCells'
import { readMinutesOf } from '../rollup/shards'
import { HOUR_MS } from '../time/units'
import type { StaffContext } from './adminContext'

/** What else happened is looked for this long before it began. */
const BEFORE_MS = HOUR_MS
const LATEST_READ = 20

/** One incident with all that is known about it: what it costs, what else changed, what can be done. */
export const incidentDetail = async (id: string, context: StaffContext): Promise<Answer<IncidentDetail>> => {
  const { ports, person, settings, now } = context
  const incident = await ports.incidents.read(id)
  const stores = (await ports.directory.stores()).filter(({ _id }) => person.stores.includes(_id))
  const store = stores.find((one) => one._id === incident?.store)
  if (!incident || !store) {
    return refuse('not_found', 'there is no such incident in your shops', 'incident')
  }
  const untilMs = incident.resolvedAt ?? now
  const window = paymentsWindow(incident, now)
  const kept = keptBy(incident, now)
  const [rules, staff, { orderHours, writtenMs }, incidents, issues, minutes, hours, baselines] = await Promise.all([
    ports.rules.read(),
    ports.directory.staff(),
    ordersOf(incident, store, stores, context),
    ports.incidents.readLatest(store._id, LATEST_READ),
    ports.issues.read(store._id, incident.openedAt - BEFORE_MS),
    kept === 'minutes' ? readMinutesOf(ports, store, window.from, window.to + LATE_MINUTES) : [],
    kept === 'hours' ? ports.rollups.readHours(store._id, ...hoursAround(signalWindow(incident, now))) : [],
    ports.baselines.readAll([store._id]),
  ])
  const credits = await ports.credits.readAll(staff.map(({ openid }) => openid))
  const book = orderBook(orderHours, store, untilMs)
  const outlook = outlookOf(baselines[0] ?? null, store, 'paid')
  const cost = moneyAtRisk(incident, { store, orders: orderHours, ordersThrough: writtenMs, outlook, nowMs: now })
  const rule = speakerOf(incident, rules)
  const summary = summarizeIncident(incident, { rules, staff, credits, settings, now })
  const why = await incidentWhy(ports, { incident, rule, store, stores, settings, outlook, book, hours, nowMs: now })
  const releases = why.changes.flatMap(({ version, at }) => (version === undefined ? [] : [{ version, at }]))
  return ok({
    incident: {
      ...summary,
      lost: lostOf(cost),
      payments: paymentDoubts(orderHours, store._id, doubtsSpan(incident.openedAt, untilMs), now),
    },
    store: store._id,
    zone: store.zone,
    area: incident.area,
    keptBy: kept,
    alerts: alertsOf(incident, rules),
    payments: paymentsIn([...hours.flatMap(hourCells), ...minuteCells(minutes, store._id)], window, outlook),
    people: onCall(staff, store._id)
      .filter(({ _id }) => _id !== person._id)
      .map(({ _id, name }) => ({ staff: _id, name })),
    phases: phasesOf(incident),
    money: cost,
    why,
    review: incident.review ?? null,
    signals: relatedSignals({ incident, incidents, issues, releases, fromMs: incident.openedAt - BEFORE_MS, untilMs }),
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

/** As fresh as the overview has them, and up to when the minute's run has written them down. */
async function ordersOf(
  incident: IncidentDocument,
  store: StoreDocument,
  stores: readonly StoreDocument[],
  { ports, settings, now }: StaffContext,
): Promise<{ orderHours: OrderHourDocument[]; writtenMs: number | null }> {
  const reading = ports.heartbeats.read([ordersHeartbeat(store._id)])
  const through = reading.then((beats) => ordersThrough(beats, store._id))
  const hours = costHours(incident, store.zone, now)
  const wanted = { store, stores, settings, hours, through, nowMs: now }
  const { orderHours } = await readPageOrders(ports, new PageMemory(), wanted)
  return { orderHours, writtenMs: await through }
}

/** The rule in whose words the incident speaks. */
const speakerOf = ({ alerts, title }: IncidentDocument, rules: readonly Rule[]): Rule | undefined => {
  const speaker = alerts.find((alert) => alert.title === title) ?? alerts[0]
  return rules.find(({ id }) => id === speaker?.rule)
}

/** Which indicators show it: the worst first, then what came first. Rules that are gone lead nowhere. */
const alertsOf = ({ alerts }: IncidentDocument, rules: readonly Rule[]): IncidentDetail['alerts'] =>
  alerts
    .flatMap(({ rule: id, title, severity, since, until }) => {
      const rule = rules.find((one) => one.id === id)
      return rule ? [{ rule: id, indicator: rule.indicator, title, severity, since, until }] : []
    })
    .sort((a, b) => rank[b.severity] - rank[a.severity] || a.since - b.since)
