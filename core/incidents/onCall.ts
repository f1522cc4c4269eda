import type { Delivery, IncidentDocument, StaffDocument } from '../documents'

/** One person is told of one severity of an incident at most once; a rise of severity is news. */
export const deliveryKey = (incident: Pick<IncidentDocument, 'severity'>, staff: string): string =>
  `${incident.severity}:${staff}`

/** Under this key a message is set aside in the person's credits. */
export const reservationKey = (incident: Pick<IncidentDocument, '_id' | 'severity'>, staff: string): string =>
  `${incident._id}:${deliveryKey(incident, staff)}`

/** Deliveries of the incident's present severity. */
export const currentDeliveries = (incident: IncidentDocument): [string, Delivery][] =>
  Object.entries(incident.deliveries).filter(([key]) => key.startsWith(`${incident.severity}:`))

export const isOnCall = (person: StaffDocument, store: string): boolean =>
  !person.removed && person.order > 0 && person.stores.includes(store)

/** Who may be told about a store, first in the on-call order first. */
export const onCall = (staff: readonly StaffDocument[], store: string): StaffDocument[] =>
  staff.filter((person) => isOnCall(person, store)).sort((a, b) => a.order - b.order || (a._id < b._id ? -1 : 1))

/** Those on call who have not been tried for this severity; somebody to be tried again comes first. */
export const untried = (incident: IncidentDocument, staff: readonly StaffDocument[]): StaffDocument[] => {
  const people = onCall(staff, incident.store)
  const delivery = (person: StaffDocument) => incident.deliveries[deliveryKey(incident, person._id)]
  return [
    ...people.filter((person) => delivery(person)?.status === 'retry'),
    ...people.filter((person) => delivery(person) === undefined),
  ]
}
