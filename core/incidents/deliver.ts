import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type {
  Delivery,
  IncidentDocument,
  SettingsDocument,
  StaffDocument,
  StoreDocument,
  TemplateSetting,
} from '../documents'
import type { Ports } from '../ports'
import { minuteOf } from '../time/units'
import { creditId, reserve } from './credits'
import { withLine } from './history'
import { messagePage, messageValues, templateFor } from './message'
import { currentDeliveries, deliveryKey, isOnCall, reservationKey, untried } from './onCall'
import { type Attempt, ESCALATION_MS, settleCredit, settleDelivery } from './settle'

const LEASE_MS = 60_000
/** People tried, leases settled and races lost for one incident in one run, at most. */
const MAX_TURNS = 12

export interface DeliveryContext {
  settings: SettingsDocument
  store: StoreDocument
  now: number
  /** told of every attempt that ended */
  onAttempt(attempt: Attempt): void
}

type Turn = 'again' | 'done'

/** Is there anything to do: somebody to be told, or a lease whose holder died? */
export const needsDelivery = (incident: IncidentDocument, now: number): boolean =>
  isDue(incident, now) || expiredLease(incident, now) !== null

/**
 * Tells people of one incident, one at a time: reserve a credit → lease → last look → send → settle (ALERTING §5.7).
 * Any number of runs may do this at once and die at any point: nobody is told twice, and who comes next still is.
 */
export const deliverIncident = async (ports: Ports, id: string, context: DeliveryContext): Promise<void> => {
  for (let turn = 0; turn < MAX_TURNS; turn++) if ((await takeTurn(ports, id, context)) === 'done') return
}

const takeTurn = async (ports: Ports, id: string, context: DeliveryContext): Promise<Turn> => {
  const incident = await ports.incidents.read(id)
  if (!incident) return 'done'
  const expired = expiredLease(incident, context.now)
  if (expired) return settleExpired(ports, incident, expired, context)
  if (!isDue(incident, context.now) || isBusy(incident, context.now)) return 'done'
  const template = templateFor(context.settings, incident.severity)
  if (!template) return stop(ports, incident, context, '还没设好消息模板，没有通知任何人', null)
  const people = untried(incident, await ports.directory.staff())
  const receiver = await reserveFor(ports, incident, people, template, context)
  if (receiver === CONFLICT) return 'again'
  if (receiver === null) return nobodyLeft(ports, incident, people, context)
  return tell(ports, incident, receiver, template, context)
}

const isDue = (incident: IncidentDocument, now: number): boolean =>
  incident.status === 'open' && incident.nextAt !== null && incident.nextAt <= now

const expiredLease = (incident: IncidentDocument, now: number): string | null =>
  Object.entries(incident.deliveries).find(
    ([, one]) => one.status === 'leased' && one.leaseUntil !== null && one.leaseUntil <= now,
  )?.[0] ?? null

/** Somebody is sending at this moment, or the one to be tried again is to be left alone a little longer. */
const isBusy = (incident: IncidentDocument, now: number): boolean =>
  currentDeliveries(incident).some(
    ([, one]) => one.status === 'leased' || (one.status === 'retry' && one.notBefore > now),
  )

/** The holder died: whether the message went, nobody knows. */
const settleExpired = async (
  ports: Ports,
  incident: IncidentDocument,
  key: string,
  context: DeliveryContext,
): Promise<Turn> => {
  const attempt: Attempt = { status: 'unknown', message: 'the run that was sending it ended without an answer' }
  await settle(ports, incident, key, attempt, context)
  return 'again'
}

/** Sets a message aside for the first who has one. A warning leaves everybody their last if critical ones use it too. */
const reserveFor = async (
  ports: Ports,
  incident: IncidentDocument,
  people: StaffDocument[],
  template: TemplateSetting,
  { settings, now }: DeliveryContext,
): Promise<StaffDocument | null | typeof CONFLICT> => {
  if (people.length === 0) return null
  const isShared = templateFor(settings, 'crit')?.id === template.id
  const keep = incident.severity === 'warn' && isShared ? 1 : 0
  const credits = await ports.credits.readAll(people.map((person) => person.openid))
  for (const person of people) {
    const credit = credits.find((one) => one._id === creditId(person._id, template.id)) ?? null
    const reserved = reserve(credit, reservationKey(incident, person._id), minuteOf(now), keep)
    if (!reserved) continue
    const written = await ports.credits.write({ ...reserved, version: reserved.version + 1 }, reserved.version)
    return written ? person : CONFLICT
  }
  return null
}

/** People without credits may get some yet; when all have been told, there is nothing more to do. */
const nobodyLeft = (
  ports: Ports,
  incident: IncidentDocument,
  people: StaffDocument[],
  context: DeliveryContext,
): Promise<Turn> => {
  if (people.length === 0 && currentDeliveries(incident).length > 0) return stop(ports, incident, context, null, null)
  const names = people.map((person) => person.name).join('、')
  const line = names ? `${names}没有消息余量，通知不到` : '没有人值班，没有通知任何人'
  return stop(ports, incident, context, line, context.now + ESCALATION_MS)
}

const stop = async (
  ports: Ports,
  incident: IncidentDocument,
  { now }: DeliveryContext,
  line: string | null,
  nextAt: number | null,
): Promise<Turn> => {
  const isNews = line !== null && !incident.history.some((old) => old.text === line)
  const stopped = { ...incident, nextAt, version: incident.version + 1 }
  const written = await ports.incidents.write(isNews ? withLine(stopped, now, line) : stopped, incident.version)
  return written ? 'done' : 'again'
}

/** Lease → last look → send → settle. */
const tell = async (
  ports: Ports,
  incident: IncidentDocument,
  receiver: StaffDocument,
  template: TemplateSetting,
  context: DeliveryContext,
): Promise<Turn> => {
  const key = deliveryKey(incident, receiver._id)
  const leased = lease(incident, key, receiver, template, context.now)
  if (!(await ports.incidents.write(leased, incident.version))) return 'again'
  const current = await ports.incidents.read(incident._id)
  const person = await ports.directory.readStaff(receiver._id)
  const attempt: Attempt =
    current && person && isStillWanted(current, leased, key, person)
      ? await ports.notifiers.message.send({
          openid: receiver.openid,
          templateId: template.id,
          page: messagePage(current, template),
          values: messageValues(current, context.store, template),
        })
      : { status: 'skipped' }
  await settle(ports, leased, key, attempt, context)
  return 'again'
}

/** The version that the lease's write gives the incident is unique: it is the lease's owner. */
const lease = (
  incident: IncidentDocument,
  key: string,
  receiver: StaffDocument,
  template: TemplateSetting,
  now: number,
): IncidentDocument => ({
  ...incident,
  version: incident.version + 1,
  deliveries: {
    ...incident.deliveries,
    [key]: {
      staff: receiver._id,
      name: receiver.name,
      openid: receiver.openid,
      templateId: template.id,
      status: 'leased',
      attempts: (incident.deliveries[key]?.attempts ?? 0) + 1,
      leaseUntil: now + LEASE_MS,
      owner: String(incident.version + 1),
      notBefore: 0,
      sentAt: null,
      error: null,
    },
  },
})

/** The last look before what cannot be undone. */
const isStillWanted = (
  current: IncidentDocument,
  leased: IncidentDocument,
  key: string,
  person: StaffDocument,
): boolean =>
  current.status === 'open' &&
  current.severity === leased.severity &&
  current.deliveries[key]?.owner === leased.deliveries[key]?.owner &&
  isOnCall(person, current.store)

/** Credits first: a run that dies between leaves a lease that expires, and spending twice under one key is spending once. */
const settle = async (
  ports: Ports,
  leased: IncidentDocument,
  key: string,
  attempt: Attempt,
  context: DeliveryContext,
): Promise<void> => {
  const delivery = leased.deliveries[key] as Delivery
  context.onAttempt(attempt)
  await settleCredits(ports, delivery, `${leased._id}:${key}`, attempt, context)
  await retryConflict(async () => {
    const incident = await ports.incidents.read(leased._id)
    const current = incident?.deliveries[key]
    if (!incident || current?.status !== 'leased' || current.owner !== delivery.owner) return
    const settled = settleDelivery(incident, key, attempt, context.now)
    const written = await ports.incidents.write({ ...settled, version: incident.version + 1 }, incident.version)
    return written ? undefined : CONFLICT
  })
}

const settleCredits = (
  ports: Ports,
  delivery: Delivery,
  key: string,
  attempt: Attempt,
  { now }: DeliveryContext,
): Promise<void> =>
  retryConflict(async () => {
    const credit = await ports.credits.read(delivery.openid, delivery.templateId)
    if (!credit) return
    const settled = settleCredit(credit, key, attempt, now)
    if (settled === credit) return
    const written = await ports.credits.write({ ...settled, version: credit.version + 1 }, credit.version)
    return written ? undefined : CONFLICT
  })
