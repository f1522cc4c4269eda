import type { Delivery } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import type { StaffDocument } from '../documents/staff'
import { isOutside } from './pending'

/** One person is told of one severity of an incident at most once; a rise of severity is news. */
export const deliveryKey = (incident: Pick<IncidentDocument, 'severity'>, staff: string): string =>
  `${incident.severity}:${staff}`

/** Under this key a message is set aside in the person's credits. */
export const reservationKey = (incident: Pick<IncidentDocument, '_id' | 'severity'>, staff: string): string =>
  `${incident._id}:${deliveryKey(incident, staff)}`

/** Deliveries to people of the incident's present severity. */
export const currentDeliveries = (incident: IncidentDocument): [string, Delivery][] =>
  Object.entries(incident.deliveries).filter(
    ([key, delivery]) => key.startsWith(`${incident.severity}:`) && !isOutside(delivery),
  )

export const isOnCall = (person: StaffDocument, store: string): boolean =>
  !person.removed && !person.optedOut && person.order > 0 && person.stores.includes(store)

/** Who may be told about a store: those on duty first, then the on-call order. @param duty staff ids, first first */
export const onCall = (
  staff: readonly StaffDocument[],
  store: string,
  duty: readonly string[] = [],
): StaffDocument[] => {
  const place = ({ _id }: StaffDocument): number => (duty.includes(_id) ? duty.indexOf(_id) : duty.length)
  return staff
    .filter((person) => isOnCall(person, store))
    .sort((a, b) => place(a) - place(b) || a.order - b.order || (a._id < b._id ? -1 : 1))
}

/** Those on call who have not been tried for this severity; somebody to be tried again comes first. */
export const untried = (
  incident: IncidentDocument,
  staff: readonly StaffDocument[],
  duty: readonly string[] = [],
): StaffDocument[] => {
  const people = onCall(staff, incident.store, duty)
  const delivery = (person: StaffDocument) => incident.deliveries[deliveryKey(incident, person._id)]
  return [
    ...people.filter((person) => delivery(person)?.status === 'retry'),
    ...people.filter((person) => delivery(person) === undefined),
  ]
}
