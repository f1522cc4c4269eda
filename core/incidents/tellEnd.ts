import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { Delivery } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import type { TemplateSetting } from '../documents/settings'
import type { Ports } from '../ports'
import type { DeliveryContext } from './deliveryContext'
import { isEndKey } from './ending'
import { leasedSend } from './leasedSend'
import { messagePage, messageValues } from './message'
import { isOnCall } from './onCall'
import { deliveryAt, isOutside, leftoverAt } from './pending'
import { setAsideMessage } from './setAsideMessage'
import { settleDelivery } from './settle'

/** The digest's last message stays for the daily report. */
const KEEP = 1

/** Tells people that an incident is over, by the digest's template and only if they have messages to spare. */
export const tellEnd = async (ports: Ports, id: string, context: DeliveryContext): Promise<void> => {
  const template = context.settings.templates.digest
  for (const key of (await due(ports, id, context.now)).map(([found]) => found)) {
    const incident = await ports.incidents.read(id)
    const delivery = incident?.deliveries[key]
    if (!incident || !delivery) continue
    const isReserved =
      template !== null &&
      incident.status === 'resolved' &&
      (await setAsideMessage(ports, delivery, {
        templateId: template.id,
        key: `${incident._id}:${key}`,
        keep: KEEP,
        now: context.now,
      }))
    await (isReserved ? send(ports, incident, key, delivery, template, context) : skip(ports, incident, key))
  }
}

const due = async (ports: Ports, id: string, now: number): Promise<[string, Delivery][]> =>
  Object.entries((await ports.incidents.read(id))?.deliveries ?? {}).filter(
    ([key, delivery]) =>
      isEndKey(key) && !isOutside(delivery) && delivery.status !== 'leased' && (deliveryAt(delivery) ?? now + 1) <= now,
  )

const skip = (ports: Ports, { _id }: IncidentDocument, key: string): Promise<void> =>
  retryConflict(async () => {
    const incident = await ports.incidents.read(_id)
    const delivery = incident?.deliveries[key]
    if (!incident || !delivery || delivery.status === 'leased') return
    const deliveries = { ...incident.deliveries, [key]: { ...delivery, status: 'skipped' as const } }
    const after = { ...incident, deliveries, version: incident.version + 1 }
    const skipped = after.status === 'resolved' ? { ...after, nextAt: leftoverAt(after) } : after
    return (await ports.incidents.write(skipped, incident.version)) ? undefined : CONFLICT
  })

const send = async (
  ports: Ports,
  incident: IncidentDocument,
  key: string,
  { staff, name, openid }: Delivery,
  template: TemplateSetting,
  { store, now, onAttempt }: DeliveryContext,
): Promise<void> => {
  await leasedSend(ports, {
    repository: ports.incidents,
    holder: incident,
    key,
    receiver: { staff, name, openid, templateId: template.id },
    now,
    onAttempt,
    settle: (current, attempt) => settleDelivery(current, key, attempt, now),
    lastLook: async (current) => {
      const person = await ports.directory.readStaff(staff)
      if (current.status !== 'resolved' || !person || !isOnCall(person, current.store)) return null
      const values = messageValues({ ...current, word: '恢复', sentence: endSentence(current) }, store, template)
      const message = { openid, templateId: template.id, page: messagePage(current, template), values }
      return () => ports.notifiers.message.send(message)
    },
  })
}

const endSentence = ({ openedAt, resolvedAt }: IncidentDocument): string =>
  `${Math.round(((resolvedAt ?? openedAt) - openedAt) / 60_000)} 分钟了结`
