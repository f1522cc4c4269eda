import type { Delivery, DeliveryHolder } from '../documents/delivery'
import type { IncidentDocument } from '../documents/incident'

/** Sent by a channel's own run, not by the steps: robot, webhook, and what is told after the end. */
export const isOutside = ({ channel }: Delivery): boolean => channel === 'robot' || channel === 'webhook'

/** When a delivery is to be looked at, epoch ms; null: it has ended. */
export const deliveryAt = (delivery: Delivery): number | null => {
  if (delivery.status === 'leased') return delivery.leaseUntil ?? 0
  return delivery.status === 'queued' || delivery.status === 'retry' ? delivery.notBefore : null
}

/** When the first of the holder's deliveries is to be looked at; null: all have ended. */
export const pendingAt = ({ deliveries }: Pick<DeliveryHolder, 'deliveries'>): number | null => {
  const times = Object.values(deliveries)
    .map(deliveryAt)
    .filter((at) => at !== null)
  return times.length === 0 ? null : Math.min(...times)
}

const UNDO_PENDING = new Set(['starting', 'active', 'undoing'])

/** When something is left to do for an incident that is over: a message under way, an action to be undone. */
export const leftoverAt = (incident: IncidentDocument): number | null => {
  const undone = (incident.mitigations ?? []).filter(({ status }) => UNDO_PENDING.has(status))
  const times = [pendingAt(incident), ...undone.map(({ undoAt, notBefore }) => Math.max(undoAt, notBefore))]
  const known = times.filter((at) => at !== null)
  // 0 means now, but a stored 0 would not be found again
  return known.length === 0 ? null : Math.max(1, Math.min(...known))
}
