import type { CreditDocument, Delivery, IncidentDocument } from '../documents'
import type { SendOutcome } from '../ports'
import { MINUTE_MS } from '../time/units'
import { empty, release, spend } from './credits'
import { withLine } from './history'
import { currentDeliveries } from './onCall'
import { meaningOf, type SendFailure } from './sendCodes'

export const ESCALATION_MS = 5 * MINUTE_MS
/** Messages about one severity of one incident, at most. */
export const MAX_STEPS = 6
const MAX_ATTEMPTS = 4
const FIRST_BACKOFF_MS = 10_000
/** After the second message that may or may not have arrived, the next one waits as if it had (ALERTING §5.7). */
const MAX_UNKNOWN = 2

/** What became of an attempt: WeChat's answer, or that it was not made. */
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
  const after = {
    ...incident,
    nextAt: incident.status === 'open' ? incident.nextAt : null,
    deliveries: { ...incident.deliveries, [key]: settled },
  }
  switch (settled.status) {
    case 'sent':
      return withLine(told(after, now), now, `已通知${delivery.name}`)
    case 'unknown':
      return withLine(doubted(after, now), now, `给${delivery.name}的消息不知道到没到`)
    case 'refused':
      return withLine(after, now, `${delivery.name}收不到消息，没有余量了`)
    case 'dead':
      return withLine(died(after, attempt), now, `给${delivery.name}的消息发不出去：${settled.error}`)
    default:
      return after
  }
}

const settledDelivery = (delivery: Delivery, attempt: Attempt, now: number): Delivery => {
  const ended = { ...delivery, leaseUntil: null, owner: null, error: errorOf(attempt) }
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
    case 'retry': {
      const notBefore = now + FIRST_BACKOFF_MS * 2 ** (delivery.attempts - 1)
      return { ...ended, status: delivery.attempts < MAX_ATTEMPTS ? 'retry' : 'dead', notBefore }
    }
  }
}

const errorOf = (attempt: Attempt): string | null => {
  if (attempt.status === 'failed') return `${attempt.code} ${attempt.message}`.slice(0, 200)
  return attempt.status === 'unknown' ? attempt.message.slice(0, 200) : null
}

const told = (incident: IncidentDocument, now: number): IncidentDocument => {
  const step = incident.step + 1
  return { ...incident, step, nextAt: step < MAX_STEPS ? escalationAt(incident, now) : null }
}

/** Only a critical incident that nobody took is told on. */
const escalationAt = (incident: IncidentDocument, now: number): number | null =>
  incident.status === 'open' && incident.severity === 'crit' ? now + ESCALATION_MS : null

const doubted = (incident: IncidentDocument, now: number): IncidentDocument => {
  const unknown = currentDeliveries(incident).filter(([, one]) => one.status === 'unknown').length
  return unknown >= MAX_UNKNOWN ? { ...incident, nextAt: escalationAt(incident, now) } : incident
}

/** With a template or value that WeChat refuses, the next person would get nothing either. */
const died = (incident: IncidentDocument, attempt: Attempt): IncidentDocument =>
  kindOf(attempt) === 'badMessage' ? { ...incident, nextAt: null } : incident
