import type { IncidentSummary } from '../../contract/query'
import type { Rule } from '../../contract/schemas/rule'
import { ROBOT } from '../channels/receivers'
import type { CreditDocument } from '../documents/credit'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { StaffDocument } from '../documents/staff'
import { minuteOf } from '../time/units'
import { creditId, creditsLeft } from './credits'
import { templateFor } from './message'
import { untried } from './onCall'
import { outsideOfStep } from './outsideSteps'

export interface SummaryContext {
  rules: readonly Rule[]
  staff: readonly StaffDocument[]
  credits: readonly CreditDocument[]
  settings: SettingsDocument
  /** epoch ms */
  now: number
}

/** An incident as the pages show it, but for what it cost: that is read from the orders (core/query). */
export const summarizeIncident = (incident: IncidentDocument, context: SummaryContext): IncidentSummary => {
  const speaker = incident.alerts.find((alert) => alert.title === incident.title) ?? incident.alerts[0]
  const rule = context.rules.find((one) => one.id === speaker?.rule)
  const deliveries = Object.values(incident.deliveries).filter((delivery) => delivery.status === 'sent')
  const dead = deadLetters(incident)
  const { acknowledged } = incident
  return {
    id: incident._id,
    severity: incident.severity,
    status: incident.status,
    title: incident.title,
    sentence: incident.sentence,
    openedAt: incident.openedAt,
    resolvedAt: incident.resolvedAt,
    acknowledged: acknowledged && { by: acknowledged.by, at: acknowledged.at },
    notified: [...new Set(deliveries.map((delivery) => delivery.name))],
    next: nextReceiver(incident, context),
    lost: null,
    meaning: rule?.text.meaning ?? '',
    remedy: rule?.text.remedy ?? [],
    history: incident.history,
    ...(dead.length > 0 ? { deadLetters: dead } : {}),
  }
}

/** Messages that could not be delivered, and why: they stay visible until the incident is gone. */
export const deadLetters = ({ deliveries }: IncidentDocument): { to: string; reason: string }[] =>
  Object.values(deliveries)
    .filter(({ status }) => status === 'dead')
    .map(({ name, error }) => ({ to: name, reason: error ?? '' }))

/** Who is told next if nobody takes it: the group at its step, else the first who was not told and has a message left. */
const nextReceiver = (
  incident: IncidentDocument,
  { staff, credits, settings, now }: SummaryContext,
): IncidentSummary['next'] => {
  const template = templateFor(settings, incident.severity)
  if (incident.status !== 'open' || incident.nextAt === null) return null
  if (outsideOfStep(incident, settings) === ROBOT) return { name: ROBOT.name, at: incident.nextAt }
  if (!template || (incident.severity === 'warn' && incident.step > 0)) return null
  const receiver = untried(incident, staff).find((person) => {
    const credit = credits.find((one) => one._id === creditId(person._id, template.id)) ?? null
    return creditsLeft(credit, minuteOf(now)) > 0
  })
  return receiver ? { name: receiver.name, at: incident.nextAt } : null
}
