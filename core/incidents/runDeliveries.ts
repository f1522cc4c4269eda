import type { IncidentDocument } from '../documents'
import type { Ports } from '../ports'
import { deliverIncident, needsDelivery } from './deliver'
import { rank } from './severity'

export interface DeliveryReport {
  sent: number
  failed: number
  unknown: number
  /** incidents that could not be worked on, with the reason; the next run tries again */
  stuck: { incident: string; message: string }[]
}

export const emptyDeliveryReport = (): DeliveryReport => ({ sent: 0, failed: 0, unknown: 0, stuck: [] })

/** Sends what is due, for all stores, the critical and oldest first. Without anything due it costs one read. */
export const runDeliveries = async (ports: Ports, now: number): Promise<DeliveryReport> => {
  const report = emptyDeliveryReport()
  const due = (await ports.incidents.readActive()).filter((incident) => needsDelivery(incident, now)).sort(worstFirst)
  if (due.length === 0) return report
  const [settings, stores] = await Promise.all([ports.directory.settings(), ports.directory.stores()])
  for (const incident of due) {
    const store = stores.find((one) => one._id === incident.store)
    if (!settings || !store) {
      report.stuck.push({
        incident: incident._id,
        message: settings ? 'its store is not there' : 'there are no settings',
      })
      continue
    }
    await deliverIncident(ports, incident._id, {
      settings,
      store,
      now,
      onAttempt: ({ status }) => {
        if (status !== 'skipped') report[status] += 1
      },
    }).catch((reason: unknown) => report.stuck.push({ incident: incident._id, message: String(reason) }))
  }
  return report
}

const worstFirst = (a: IncidentDocument, b: IncidentDocument): number =>
  rank[b.severity] - rank[a.severity] || a.openedAt - b.openedAt
