import type { SubscriptionItem, SubscriptionPush } from '../../contract/schemas/push'
import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { Delivery } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import { withLine } from './history'
import { meaningOf } from './sendCodes'

const INCIDENTS_LOOKED_AT = 20
/** Clocks of WeChat and of the function differ, and the push takes its time. */
const AROUND_MS = 120_000

/**
 * What WeChat says afterwards about a message: an unknown one turns out sent; one that was taken turns out refused.
 * @returns whether a delivery was changed by it
 */
export const settleSentEvent = async (
  ports: Pick<Ports, 'incidents'>,
  push: SubscriptionPush,
  item: SubscriptionItem,
  person: StaffDocument,
  now: number,
): Promise<boolean> => {
  for (const store of person.stores) {
    for (const { _id } of await ports.incidents.readLatest(store, INCIDENTS_LOOKED_AT)) {
      const isSettled = await retryConflict(async () => {
        const incident = await ports.incidents.read(_id)
        const settled = incident && settleByEvent(incident, push, item, person, now)
        if (!incident || !settled) return false
        const written = await ports.incidents.write({ ...settled, version: incident.version + 1 }, incident.version)
        return written ? true : CONFLICT
      })
      if (isSettled) return true
    }
  }
  return false
}

const settleByEvent = (
  incident: IncidentDocument,
  push: SubscriptionPush,
  item: SubscriptionItem,
  person: StaffDocument,
  now: number,
): IncidentDocument | null => {
  const code = item.ErrorCode ?? 0
  const from: Delivery['status'] = code === 0 ? 'unknown' : 'sent'
  const at = push.CreateTime * 1000
  const found = Object.entries(incident.deliveries).find(
    ([, delivery]) =>
      delivery.staff === person._id &&
      delivery.templateId === item.TemplateId &&
      delivery.status === from &&
      Math.abs((delivery.sentAt ?? at) - at) <= AROUND_MS,
  )
  if (!found) return null
  const [key, delivery] = found
  if (code === 0) {
    const sent: Delivery = { ...delivery, status: 'sent', sentAt: at, error: null }
    return withLine({ ...incident, deliveries: { ...incident.deliveries, [key]: sent } }, now, `${person.name}收到了`)
  }
  if (meaningOf(code) === 'retry') return null
  const refused: Delivery = { ...delivery, status: 'refused', error: `${code} ${item.ErrorStatus ?? ''}`.trim() }
  const after = { ...incident, deliveries: { ...incident.deliveries, [key]: refused } }
  return withLine(incident.status === 'open' ? { ...after, nextAt: now } : after, now, `${person.name}没收到消息`)
}
