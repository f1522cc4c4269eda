import type { CreditDocument } from '../documents/credit'
import type { Delivery } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import type { SendOutcome } from '../ports/outside'
import { empty, release, spend } from './credits'
import { withoutRetries } from './ending'
import { nextStepAt, stepTaken } from './escalation'
import { withLine } from './history'
import { currentDeliveries } from './onCall'
import { isOutside, leftoverAt } from './pending'
import { DAILY_LIMIT, meaningOf, type SendFailure } from './sendCodes'

/** People are left alone after four tries; robots and webhooks have nobody to disturb. */
const MAX_ATTEMPTS = 4
const MAX_OUTSIDE_ATTEMPTS = 20
const FIRST_BACKOFF_MS = 10_000
const LONGEST_BACKOFF_MS = 60_000
/** After the second message that may or may not have arrived, the next one waits as if it had (ALERTING §5.7). */
const MAX_UNKNOWN = 2

/** What became of an attempt: the other side's answer, or that it was not made. */
export type Attempt = SendOutcome | { status: 'skipped' }

type Settlement = SendFailure | 'sent' | 'unknown' | 'skipped'

const kindOf = (attempt: Attempt): Settlement =>
  attempt.status === 'failed' ? meaningOf(attempt.code) : attempt.status

/** What an attempt does to the receiver's credits. A message that may have arrived counts as spent. */
export const settleCredit = (credit: CreditDocument, key: string, attempt: Attempt, now: number): CreditDocument => {
  const kind = kindOf(attempt)
  if (kind === 'sent' || kind === 'unknown') return spend(credit, key)
  if (kind === 'noCredit') return empty(credit, now)
  return release(credit, key)
}

/**
 * What an attempt does to its incident: the delivery's end, and when somebody else is to be told.
 * `nextAt` in the past leaves the incident due: the next person is tried at once.
 */
export const settleDelivery = (
  incident: IncidentDocument,
  key: string,
  attempt: Attempt,
  now: number,
): IncidentDocument => {
  const delivery = incident.deliveries[key] as Delivery
  const settled = settledDelivery(delivery, attempt, now)
  const after = { ...incident, deliveries: { ...incident.deliveries, [key]: settled } }
  const isStep = !isOutside(delivery) && key.startsWith(`${incident.severity}:`)
  const stepped = isStep ? afterPerson(after, settled, now) : after
  const line = lineOf(settled)
  const lined = line === null ? stepped : withLine(stepped, now, line)
  if (lined.status === 'open') return lined
  const over = { ...lined, deliveries: withoutRetries(lined.deliveries) }
  return { ...over, nextAt: leftoverAt(over) }
}

const afterPerson = (incident: IncidentDocument, { status }: Delivery, now: number): IncidentDocument => {
  if (status === 'sent') return stepTaken(incident, now)
  return status === 'unknown' ? doubted(incident, now) : incident
}

const lineOf = ({ status, name, error }: Delivery): string | null => {
  switch (status) {
    case 'sent':
      return `已通知${name}`
    case 'unknown':
      return `给${name}的消息不知道到没到`
    case 'refused':
      return `${name}收不到消息，没有余量了`
    case 'dead':
      return `给${name}的消息发不出去：${error}`
    default:
      return null
  }
}

/** What an attempt makes of its delivery, whoever holds it. */
export const settledDelivery = (delivery: Delivery, attempt: Attempt, now: number): Delivery => {
  const { code: _, ...known } = delivery
  const code = attempt.status === 'failed' ? { code: attempt.code } : {}
  const ended = { ...known, ...code, leaseUntil: null, owner: null, error: errorOf(attempt) }
  if (isOutside(delivery)) return settledOutside(ended, attempt, now)
  switch (kindOf(attempt)) {
    case 'sent':
      return { ...ended, status: 'sent', sentAt: now }
    case 'unknown':
      return { ...ended, status: 'unknown' }
    case 'skipped':
      return { ...ended, status: 'skipped' }
    case 'noCredit':
    case 'badReceiver':
      return { ...ended, status: 'refused' }
    case 'badMessage':
      return { ...ended, status: 'dead' }
    case 'retry':
      return againLater(ended, MAX_ATTEMPTS, now)
  }
}

/** A robot that hears it twice disturbs nobody twice: what is unclear is repeated, under the same id. */
const settledOutside = (ended: Delivery, attempt: Attempt, now: number): Delivery => {
  if (attempt.status === 'sent') return { ...ended, status: 'sent', sentAt: now }
  if (attempt.status === 'skipped') return { ...ended, status: 'skipped' }
  if (attempt.status === 'failed' && attempt.final) return { ...ended, status: 'dead' }
  return againLater(ended, MAX_OUTSIDE_ATTEMPTS, now)
}

const againLater = (delivery: Delivery, most: number, now: number): Delivery => {
  const backOff = Math.min(FIRST_BACKOFF_MS * 2 ** (delivery.attempts - 1), LONGEST_BACKOFF_MS)
  return { ...delivery, status: delivery.attempts < most ? 'retry' : 'dead', notBefore: now + backOff }
}

const errorOf = (attempt: Attempt): string | null => {
  if (attempt.status === 'failed') return `${attempt.code} ${attempt.message}`.slice(0, 200)
  return attempt.status === 'unknown' ? attempt.message.slice(0, 200) : null
}

const doubted = (incident: IncidentDocument, now: number): IncidentDocument =>
  isDoubted(incident)
    ? { ...incident, nextAt: incident.severity === 'crit' ? nextStepAt('crit', 0, now) : null }
    : incident

/** Too many messages may or may not have arrived: people are left alone, a robot is told. */
export const isDoubted = (incident: IncidentDocument): boolean =>
  currentDeliveries(incident).filter(([, one]) => one.status === 'unknown').length >= MAX_UNKNOWN

/** With a template or value that WeChat refuses, the next person would get nothing either. */
export const isBroken = (incident: IncidentDocument): boolean =>
  currentDeliveries(incident).some(
    ([, one]) => one.status === 'dead' && one.code !== undefined && meaningOf(one.code) === 'badMessage',
  )

/** The day's messages are used up: nobody gets one before midnight. */
export const isOverLimit = (incident: IncidentDocument): boolean =>
  currentDeliveries(incident).some(([, one]) => one.code === DAILY_LIMIT)
