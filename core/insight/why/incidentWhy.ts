import type { IncidentWhy } from '../../../contract/insight'
import type { Rule } from '../../../contract/schemas/rule'
import type { IncidentDocument, SettingsDocument, StoreDocument } from '../../documents'
import type { Ports } from '../../ports'
import type { OrderBook } from '../../query/orderBook'
import { readMinutesOf } from '../../rollup/shards'
import { minuteOf } from '../../time/units'
import type { Outlook } from '../outlook'
import { causeTitle } from './causeTitle'
import { expectedCourse } from './expectedCourse'
import { phoneCauses, storeCauses } from './incidentCauses'
import { incidentSignal, signalWindow } from './incidentSignal'
import { CAUSE_WITHIN_MS, knownChanges } from './knownChanges'
import { orderCauses } from './orderCauses'
import { tellCauses } from './tellCauses'
import { whatChanged } from './whatChanged'
import { comparedWindows } from './windows'

/** Measurements come late by so many minutes. */
const LATE = 5

export interface WhyAsked {
  incident: IncidentDocument
  /** that speaks for it; undefined where it is gone */
  rule: Rule | undefined
  store: StoreDocument
  /** that the person who asks may see, this one among them */
  stores: readonly StoreDocument[]
  /** for the names of its APIs */
  settings: Pick<SettingsDocument, 'apis'>
  outlook: Outlook | null
  book: OrderBook
  nowMs: number
}

/** Why there is an incident, as far as numbers and calendars tell: three calls of the database, four in a chain. */
export async function incidentWhy(
  ports: Pick<Ports, 'minutes' | 'accessLog' | 'silences'>,
  { incident, rule, store, stores, settings, outlook, book, nowMs }: WhyAsked,
): Promise<IncidentWhy> {
  const { openedAt } = incident
  const untilMs = incident.resolvedAt ?? nowMs
  const compared = comparedWindows(incident, rule, nowMs)
  const from = Math.min(compared.before.from, minuteOf(openedAt - CAUSE_WITHIN_MS))
  const to = Math.max(compared.now.to, signalWindow(incident, nowMs).to) + LATE
  const what = rule === undefined ? null : whatChanged(rule)
  const chain = stores.filter(({ shard }) => shard === store.shard).map(({ _id }) => _id)
  const [minutes, log, silences, chainMinutes] = await Promise.all([
    readMinutesOf(ports, store, from, to, 'dims'),
    ports.accessLog.readBetween(openedAt - CAUSE_WITHIN_MS, openedAt),
    ports.silences.readActive(openedAt),
    what === null || chain.length < 2
      ? []
      : ports.minutes.read(store.shard, compared.before.from, compared.now.to + LATE),
  ])
  const announced = silences.filter((silence) => silence.store === store._id && silence.from <= openedAt)
  const course = expectedCourse(rule, outlook, book, { openedAt, untilMs, nowMs })
  return {
    causes:
      what === null
        ? null
        : tellCauses(
            [orderCauses(book, what, compared), phoneCauses(minutes, store._id, what, compared)],
            (label, value) => causeTitle(label, value, { settings, book, stores }),
          ),
    stores:
      what === null
        ? null
        : tellCauses([storeCauses(chainMinutes, chain, what, compared)], (label, value) =>
            causeTitle(label, value, { settings, book, stores }),
          ),
    changes: knownChanges(openedAt, { store, minutes, from, log, silences: announced }),
    course,
    signal: incidentSignal(incident, rule, { store, minutes, course, nowMs }),
  }
}
