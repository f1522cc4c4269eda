import { ROBOT } from '../channels/receivers'
import type { Delivery } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import { MINUTE_MS } from '../time/units'
import { withLine } from './history'
import { queued, type Receiver } from './lease'
import { isOutside, leftoverAt } from './pending'

/** A short one ends before anybody has looked: telling them again is noise (ALERTING §5.6). */
const WORTH_TELLING_MS = 15 * MINUTE_MS
const PREFIX = 'resolved:'

/** Deliveries that say it is over. */
export const isEndKey = (key: string): boolean => key.startsWith(PREFIX)

/** The incident is over: its alerts end, and those who were told of it hear so. @param at epoch ms */
export const endIncident = (incident: IncidentDocument, at: number, line: string): IncidentDocument => {
  const ended: IncidentDocument = {
    ...incident,
    status: 'resolved',
    resolvedAt: at,
    hold: null,
    alerts: incident.alerts.map((alert) => ({ ...alert, until: alert.until ?? at })),
    deliveries: { ...withoutRetries(incident.deliveries), ...endDeliveries(incident, at) },
  }
  return withLine({ ...ended, nextAt: leftoverAt(ended) }, at, line)
}

/** Nobody is told any more that it fires: people who were to be tried again are not. */
export const withoutRetries = (deliveries: Record<string, Delivery>): Record<string, Delivery> =>
  Object.fromEntries(
    Object.entries(deliveries).map(([key, delivery]) => {
      const isLeft = delivery.status === 'retry' && !isOutside(delivery) && !isEndKey(key)
      return [key, isLeft ? { ...delivery, status: 'skipped' } : delivery]
    }),
  )

/** The group always; people who were told and did not take it themselves, if it was long. */
const endDeliveries = (incident: IncidentDocument, at: number): Record<string, Delivery> => {
  const told = Object.values(incident.deliveries).filter(({ status }) => status === 'sent')
  const isLong = at - incident.openedAt > WORTH_TELLING_MS
  const receivers = told.filter(({ staff, channel }) =>
    channel === 'robot' ? true : isLong && channel === undefined && staff !== incident.acknowledged?.staff,
  )
  return Object.fromEntries(receivers.map((one) => [`${PREFIX}${one.staff}`, queued(receiverOf(one), at)]))
}

const receiverOf = ({ staff, name, openid, templateId, channel }: Delivery): Receiver =>
  channel === 'robot' ? ROBOT : { staff, name, openid, templateId }
