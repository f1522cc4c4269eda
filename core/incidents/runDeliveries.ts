import type { OutsideItem } from '../channels/outsideItem'
import { runRobot } from '../channels/runRobot'
import { runWebhook } from '../channels/runWebhook'
import type { DeliveryHolder } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'
import type { SettingsDocument } from '../documents/settings'
import type { StoreDocument } from '../documents/store'
import type { Ports } from '../ports'
import { deliverIncident, needsDelivery } from './deliver'
import type { DeliveryContext } from './deliveryContext'
import { outsideItems } from './outsideOfIncidents'
import type { Attempt } from './settle'
import { rank } from './severity'
import { tellEnd } from './tellEnd'
import { needsUndo, undoDue } from './undoDue'

export interface DeliveryReport {
  sent: number
  failed: number
  unknown: number
  /** incidents that could not be worked on, with the reason; the next run tries again */
  stuck: { incident: string; message: string }[]
}

export const emptyDeliveryReport = (): DeliveryReport => ({ sent: 0, failed: 0, unknown: 0, stuck: [] })

/** Counts an attempt, whatever it was about. */
export const countAttempt = (report: DeliveryReport, { status }: Attempt): void => {
  if (status !== 'skipped') report[status] += 1
}

/**
 * Sends what is due, for all stores, the critical and oldest first: people, then what robot and webhook are to say; and
 * undoes what is to be undone. Without anything due it costs one read.
 */
export const runDeliveries = async (ports: Ports, now: number): Promise<DeliveryReport> => {
  const report = emptyDeliveryReport()
  const active = await ports.incidents.readActive()
  const due = active.filter((one) => needsDelivery(one, now) || needsUndo(one, now)).sort(worstFirst)
  if (due.length === 0) return report
  const [settings, stores, silences] = await Promise.all([
    ports.directory.settings(),
    ports.directory.stores(),
    ports.silences.readActive(now),
  ])
  const onAttempt = (attempt: Attempt) => countAttempt(report, attempt)
  for (const incident of due) {
    const store = stores.find((one) => one._id === incident.store)
    if (!settings || !store) {
      const message = settings ? 'its store is not there' : 'there are no settings'
      report.stuck.push({ incident: incident._id, message })
      continue
    }
    const context: DeliveryContext = { settings, store, now, silences, active, onAttempt }
    await workOn(ports, incident, context).catch((reason: unknown) =>
      report.stuck.push({ incident: incident._id, message: String(reason) }),
    )
  }
  if (settings) {
    await tellOutside(ports, due, { settings, stores, now, onAttempt }).catch((reason: unknown) =>
      report.stuck.push({ incident: '', message: String(reason) }),
    )
  }
  return report
}

const workOn = async (ports: Ports, incident: IncidentDocument, context: DeliveryContext): Promise<void> => {
  if (needsDelivery(incident, context.now)) {
    await deliverIncident(ports, incident._id, context)
    if (incident.status === 'resolved') await tellEnd(ports, incident._id, context)
  }
  if (needsUndo(incident, context.now)) await undoDue(ports, incident._id, context)
}

interface OutsideContext {
  settings: SettingsDocument
  stores: readonly StoreDocument[]
  now: number
  onAttempt(attempt: Attempt): void
}

const tellOutside = async (
  ports: Ports,
  due: readonly IncidentDocument[],
  { settings: { channels }, stores, now, onAttempt }: OutsideContext,
): Promise<void> => {
  if (!channels?.robot && !channels?.webhook) return
  const current = (await Promise.all(due.map(({ _id }) => ports.incidents.read(_id)))).filter((one) => one !== null)
  const itemsOf = (channel: 'robot' | 'webhook') =>
    current.flatMap((incident) => {
      const store = stores.find((one) => one._id === incident.store)
      return store ? outsideItems(ports, incident, store, channel, now) : []
    }) as unknown as OutsideItem<DeliveryHolder>[]
  const run = { allowLoopback: channels.allowLoopback ?? false, now, onAttempt }
  if (channels.robot) {
    const mentions = current.some(({ severity, status }) => severity === 'crit' && status === 'open')
    await runRobot(ports, itemsOf('robot'), { ...run, setting: channels.robot, mentions })
  }
  if (channels.webhook) await runWebhook(ports, itemsOf('webhook'), { ...run, setting: channels.webhook })
}

const worstFirst = (a: IncidentDocument, b: IncidentDocument): number =>
  rank[b.severity] - rank[a.severity] || a.openedAt - b.openedAt
