import { dueKeys, type OutsideItem } from '../channels/outsideItem'
import { incidentBody, incidentText } from '../channels/outsideText'
import { webhookId } from '../channels/runWebhook'
import type { IncidentDocument } from '../documents/incident'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { isEndKey } from './ending'
import type { HolderRepository } from './leasedSend'
import { settleDelivery } from './settle'

/** What an incident has for the robot or the webhook, as items of their run. */
export const outsideItems = (
  ports: Pick<Ports, 'incidents'>,
  incident: IncidentDocument,
  store: StoreDocument,
  channel: 'robot' | 'webhook',
  now: number,
): OutsideItem<IncidentDocument>[] => {
  const repository: HolderRepository<IncidentDocument> = ports.incidents
  return dueKeys(incident, channel, now).map((key) => ({
    repository,
    holder: incident,
    key,
    since: incident.openedAt,
    render: (current) => {
      if (!isWanted(current, key)) return null
      return channel === 'robot' ? incidentText(current, store) : incidentBody(current, webhookId(current, key))
    },
    settle: (current, attempt) => settleDelivery(current, key, attempt, now),
  }))
}

/** Nobody reads of trouble that somebody took or that is over, nor of an end that was none. */
const isWanted = ({ status }: IncidentDocument, key: string): boolean =>
  isEndKey(key) ? status === 'resolved' : status === 'open'
