import { CONFLICT } from '../concurrency/retryConflict'
import type { Delivery } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { Ports } from '../ports'
import { type Bundle, bundleOf } from './bundle'
import { candidatesFor } from './candidates'
import type { DeliveryContext } from './deliveryContext'
import { stepOf, stepTaken } from './escalation'
import { withLine } from './history'
import { HOLD_LINES, holdOf } from './holds'
import { queued, type Receiver } from './lease'
import { settleAttempt } from './leasedSend'
import { templateFor } from './message'
import { currentDeliveries, deliveryKey } from './onCall'
import { isRobotUrgent, mayNeedRobot, outsideInstead, outsideOfStep } from './outsideSteps'
import { deliveryAt, isOutside } from './pending'
import { reserveFor } from './reserveFor'
import { type Attempt, isBroken, isDoubted, settleDelivery } from './settle'
import { tellPerson } from './tellPerson'

/** How long until somebody is looked for again where nobody could be told. */
const LOOK_AGAIN_MS = 5 * 60_000
/** People tried, leases settled and races lost for one incident in one run, at most. */
const MAX_TURNS = 16

type Turn = 'again' | 'done'

/** Is there anything to do: somebody to be told, something queued, or a lease whose holder died? */
export const needsDelivery = (incident: IncidentDocument, now: number): boolean =>
  isDue(incident, now) ||
  mayNeedRobot(incident) ||
  Object.values(incident.deliveries).some((delivery) => isWaiting(delivery, now))

/** People to be tried again wait for the incident to be due; all else stands for itself. */
const isWaiting = (delivery: Delivery, now: number): boolean => {
  if (delivery.status === 'retry' && !isOutside(delivery)) return false
  const at = deliveryAt(delivery)
  return at !== null && at <= now
}

/**
 * Tells people of one incident, one at a time, and queues what robots and webhooks are to say (ALERTING §5.4, §5.7).
 * Any number of runs may do this at once and die at any point: nobody is told twice, and who comes next still is.
 */
export const deliverIncident = async (ports: Ports, id: string, context: DeliveryContext): Promise<void> => {
  for (let turn = 0; turn < MAX_TURNS; turn++) if ((await takeTurn(ports, id, context)) === 'done') return
}

const takeTurn = async (ports: Ports, id: string, context: DeliveryContext): Promise<Turn> => {
  const { settings, now } = context
  const incident = await ports.incidents.read(id)
  if (!incident) return 'done'
  const expired = expiredLease(incident, now)
  if (expired) return settleExpired(ports, incident, expired, context)
  if (incident.status !== 'open') return 'done'
  const hold =
    isDue(incident, now) || isRobotUrgent(incident, settings) ? await holdNow(ports, incident, context) : null
  if (hold) return keepHold(ports, incident, hold, context)
  if (isRobotUrgent(incident, settings)) return queue(ports, incident, outsideInstead(incident, settings), context)
  if (!isDue(incident, now) || isBusy(incident, now)) return 'done'
  const outside = outsideOfStep(incident, settings)
  if (outside) return takeOutsideStep(ports, incident, outside, context)
  const bundle = bundleOf(incident, context.active, now)
  if (bundle && bundle.leader._id !== incident._id) return rideAlong(ports, incident, bundle, context)
  return leavesPeopleAlone(incident, settings)
    ? write(ports, incident, stepTaken(incident, now))
    : tellNext(ports, incident, bundle, context)
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
  { now, onAttempt }: DeliveryContext,
): Promise<Turn> => {
  const attempt: Attempt = { status: 'unknown', message: 'the run that was sending it ended without an answer' }
  const settle = (current: IncidentDocument, ended: Attempt) => settleDelivery(current, key, ended, now)
  await settleAttempt(ports, { repository: ports.incidents, holder: incident, key, now, settle, onAttempt }, attempt)
  return 'again'
}

const LATEST_READ = 10

const holdNow = async (ports: Ports, incident: IncidentDocument, context: DeliveryContext) => {
  const isNew = incident.step === 0 && Object.keys(incident.deliveries).length === 0
  const latest = isNew ? await ports.incidents.readLatest(incident.store, LATEST_READ) : []
  return holdOf(incident, { ...context, latest })
}

/** Stays due, so that the next run looks again; written only when the reason is new. */
const keepHold = (
  ports: Ports,
  incident: IncidentDocument,
  hold: NonNullable<IncidentDocument['hold']>,
  { now }: DeliveryContext,
): Promise<Turn> | Turn => {
  const isSame =
    incident.hold?.reason === hold.reason && (incident.hold.until === hold.until || hold.until - now <= 60_000)
  if (isSame) return 'done'
  const held = { ...incident, hold }
  const isNews = incident.hold?.reason !== hold.reason
  return write(ports, incident, isNews ? withLine(held, now, HOLD_LINES[hold.reason]) : held, 'done')
}

const queue = (
  ports: Ports,
  incident: IncidentDocument,
  receiver: Receiver | null,
  { now }: DeliveryContext,
): Promise<Turn> | Turn => (receiver ? write(ports, incident, withQueued(incident, receiver, now)) : 'done')

const withQueued = (incident: IncidentDocument, receiver: Receiver, now: number): IncidentDocument => ({
  ...incident,
  hold: null,
  deliveries: { ...incident.deliveries, [deliveryKey(incident, receiver.staff)]: queued(receiver, now) },
})

/** The robot is a step of its own; the webhook is told together with the owner. */
const takeOutsideStep = (
  ports: Ports,
  incident: IncidentDocument,
  receiver: Receiver,
  { now }: DeliveryContext,
): Promise<Turn> => {
  const told = withQueued(incident, receiver, now)
  return write(ports, incident, receiver.channel === 'robot' ? stepTaken(told, now) : told)
}

const rideAlong = (
  ports: Ports,
  incident: IncidentDocument,
  { leader }: Bundle,
  { now }: DeliveryContext,
): Promise<Turn> =>
  write(ports, incident, withLine({ ...stepTaken(incident, now), hold: null }, now, `和「${leader.title}」一起说了`))

/** A template that WeChat refuses reaches nobody; after two unclear ends only the group is told; a warning's second step is the group's. */
const leavesPeopleAlone = (incident: IncidentDocument, { channels }: SettingsDocument): boolean =>
  isBroken(incident) ||
  (isDoubted(incident) && Boolean(channels?.robot)) ||
  (stepOf(incident)?.who === 'robot' && (incident.severity === 'warn' || Boolean(channels?.robot)))

const tellNext = async (
  ports: Ports,
  incident: IncidentDocument,
  bundle: Bundle | null,
  context: DeliveryContext,
): Promise<Turn> => {
  const template = templateFor(context.settings, incident.severity)
  if (!template && !context.settings.channels?.employee) {
    return instead(ports, incident, '还没设好消息模板，没有通知任何人', null, context)
  }
  const { people, quietUntil } = candidatesFor(incident, await ports.directory.staff(), context)
  if (people.length === 0 && quietUntil !== null && incident.severity === 'warn') {
    return keepHold(ports, incident, { reason: 'quiet', until: quietUntil }, context)
  }
  const reserved = await reserveFor(ports, incident, people, template, context)
  if (reserved === CONFLICT) return 'again'
  if (reserved) {
    await tellPerson(ports, incident, reserved, bundle, context)
    return 'again'
  }
  if (people.length === 0 && quietUntil === null && currentDeliveries(incident).length > 0) {
    return instead(ports, incident, null, null, context)
  }
  return instead(ports, incident, nobodyLine(people, quietUntil), context.now + LOOK_AGAIN_MS, context)
}

const nobodyLine = (people: { name: string }[], quietUntil: number | null): string => {
  const names = people.map((person) => person.name).join('、')
  if (names) return `${names}没有消息余量，通知不到`
  return quietUntil === null ? '没有人值班，没有通知任何人' : '都在休息，没有通知任何人'
}

/** No person can be told: the group or the webhook are, if there is any; people are looked for again at `nextAt`. */
const instead = (
  ports: Ports,
  incident: IncidentDocument,
  line: string | null,
  nextAt: number | null,
  context: DeliveryContext,
): Promise<Turn> => {
  const receiver = outsideInstead(incident, context.settings)
  const isNews = line !== null && !incident.history.some((old) => old.text === line)
  const told = receiver ? withQueued(incident, receiver, context.now) : incident
  const stopped = { ...told, nextAt }
  return write(ports, incident, isNews ? withLine(stopped, context.now, line) : stopped, 'done')
}

const write = async (
  ports: Ports,
  before: IncidentDocument,
  after: IncidentDocument,
  then: Turn = 'again',
): Promise<Turn> => {
  const isWritten = await ports.incidents.write({ ...after, version: before.version + 1 }, before.version)
  return isWritten ? then : 'again'
}
