import type { IncidentWhy } from '../../../contract/insight'
import type { Rule } from '../../../contract/schemas/rule'
import type { IncidentDocument, SettingsDocument, StoreDocument } from '../../documents'
import type { Ports } from '../../ports'
import type { OrderBook } from '../../query/orderBook'
import { minuteOf } from '../../time/units'
import type { Outlook } from '../outlook'
import { expectedCourse } from './expectedCourse'
import { incidentCauses } from './incidentCauses'
import { incidentSignal, signalWindow } from './incidentSignal'
import { CAUSE_WITHIN_MS, knownChanges } from './knownChanges'
import { whatChanged } from './whatChanged'
import { comparedWindows } from './windows'

/** Measurements come late by so many minutes. */
const LATE = 5

export interface WhyAsked {
  incident: IncidentDocument
  /** that speaks for it; undefined where it is gone */
  rule: Rule | undefined
  store: StoreDocument
  /** for the names of its APIs */
  settings: Pick<SettingsDocument, 'apis'>
  outlook: Outlook | null
  book: OrderBook
  nowMs: number
}

/** Why there is an incident, as far as numbers and calendars tell: three calls of the database. */
export async function incidentWhy(
  ports: Pick<Ports, 'minutes' | 'accessLog' | 'silences'>,
  { incident, rule, store, settings, outlook, book, nowMs }: WhyAsked,
): Promise<IncidentWhy> {
  const { openedAt } = incident
  const untilMs = incident.resolvedAt ?? nowMs
  const compared = comparedWindows(incident, rule, nowMs)
  const from = Math.min(compared.before.from, minuteOf(openedAt - CAUSE_WITHIN_MS))
  const to = Math.max(compared.now.to, signalWindow(incident, nowMs).to) + LATE
  const [minutes, log, silences] = await Promise.all([
    ports.minutes.read(store.shard, from, to, store._id, 'dims'),
    ports.accessLog.readBetween(openedAt - CAUSE_WITHIN_MS, openedAt),
    ports.silences.readActive(openedAt),
  ])
  const announced = silences.filter((silence) => silence.store === store._id && silence.from <= openedAt)
  const course = expectedCourse(rule, outlook, book, { openedAt, untilMs, nowMs })
  return {
    causes:
      rule === undefined ? null : incidentCauses(minutes, { store: store._id, settings }, whatChanged(rule), compared),
    changes: knownChanges(openedAt, { store, minutes, from, log, silences: announced }),
    course,
    signal: incidentSignal(incident, rule, { store, minutes, course, nowMs }),
  }
}
