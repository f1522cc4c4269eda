import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import type { Ports } from '../ports'
import type { SendOutcome } from '../ports/outside'
import type { Bundle } from './bundle'
import type { DeliveryContext } from './deliveryContext'
import type { Receiver } from './lease'
import { leasedSend } from './leasedSend'
import { messagePage, messageValues, templateFor } from './message'
import { deliveryKey, isOnCall } from './onCall'
import { settleDelivery } from './settle'

/** Tells one person of an incident, whose credit is set aside. */
export const tellPerson = (
  ports: Ports,
  incident: IncidentDocument,
  receiver: Receiver,
  bundle: Bundle | null,
  context: DeliveryContext,
): Promise<boolean> => {
  const key = deliveryKey(incident, receiver.staff)
  const { now, onAttempt } = context
  return leasedSend(ports, {
    repository: ports.incidents,
    holder: { ...incident, hold: null },
    key,
    receiver,
    now,
    onAttempt,
    settle: (current, attempt) => settleDelivery(current, key, attempt, now),
    lastLook: async (current) => {
      const person = await ports.directory.readStaff(receiver.staff)
      if (!person || !isStillWanted(current, incident, person)) return null
      return () => send(ports, spoken(current, bundle), receiver, context)
    },
  })
}

/** The last look before what cannot be undone. */
const isStillWanted = (current: IncidentDocument, leased: IncidentDocument, person: StaffDocument): boolean =>
  current.status === 'open' && current.severity === leased.severity && isOnCall(person, current.store)

const spoken = (incident: IncidentDocument, bundle: Bundle | null): IncidentDocument =>
  bundle ? { ...incident, sentence: `夜里攒下 ${bundle.size} 件，都还没好` } : incident

const send = (
  ports: Ports,
  incident: IncidentDocument,
  { openid, templateId, channel }: Receiver,
  { settings, store }: DeliveryContext,
): Promise<SendOutcome> => {
  const employee = channel === 'employee' ? settings.channels?.employee : null
  const template = employee ?? templateFor(settings, incident.severity)
  if (!template) return Promise.resolve({ status: 'failed', code: -1, message: 'the template is no longer set' })
  const message = {
    openid,
    templateId,
    page: messagePage(incident, template),
    values: messageValues(incident, store, template),
  }
  if (!employee) return ports.notifiers.message.send(message)
  const { tokenUrl, sendUrl } = employee
  const allowLoopback = settings.channels?.allowLoopback ?? false
  return ports.notifiers.employee.send({ ...message, tokenUrl, sendUrl, allowLoopback })
}
