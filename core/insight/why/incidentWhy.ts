import type { IncidentWhy } from '../../../contract/insight'
import type { Ports } from '../../ports'
import type { OrderBook } from '../../query/orderBook'
import type { HourDocument } from '../../rollup/tiers'
import type { Outlook } from '../outlook'
import { type ChangeAsked, changeBehind } from './changeBehind'
import { expectedCourse } from './expectedCourse'
import { incidentSignal, signalWindow } from './incidentSignal'

export interface WhyAsked extends ChangeAsked {
  outlook: Outlook | null
  book: OrderBook
  /** of the time that is drawn, where its minutes are no longer kept */
  hours: readonly HourDocument[]
}

/** Why there is an incident, as far as numbers and calendars tell, and how it ran. */
export async function incidentWhy(
  ports: Pick<Ports, 'minutes' | 'accessLog' | 'silences'>,
  asked: WhyAsked,
): Promise<IncidentWhy> {
  const { incident, rule, store, outlook, book, hours, nowMs } = asked
  const { openedAt } = incident
  const untilMs = incident.resolvedAt ?? nowMs
  const { minutes, ...behind } = await changeBehind(ports, asked, signalWindow(incident, nowMs).to)
  const course = expectedCourse(rule, outlook, book, { openedAt, untilMs, nowMs })
  return { ...behind, course, signal: incidentSignal(incident, rule, { store, minutes, hours, course, nowMs }) }
}
