import type { Delivery, DeliveryHolder } from '../documents/delivery'

/** More than three of our own send timeouts (ALERTING §5.7). */
export const LEASE_MS = 60_000

/** To whom and by what; the rest of a delivery follows from what happens. */
export type Receiver = Pick<Delivery, 'staff' | 'name' | 'openid' | 'templateId' | 'channel'>

const EMPTY = { attempts: 0, leaseUntil: null, owner: null, notBefore: 0, sentAt: null, error: null }

/** To be sent by a later part of the run, or by the next one. */
export const queued = (receiver: Receiver, notBefore: number): Delivery => ({
  ...receiver,
  ...EMPTY,
  status: 'queued',
  notBefore,
})

/** The version that the lease's write gives its holder is unique: it is the lease's owner. */
export const lease = <D extends DeliveryHolder>(holder: D, key: string, receiver: Receiver, now: number): D => ({
  ...holder,
  version: holder.version + 1,
  deliveries: {
    ...holder.deliveries,
    [key]: {
      ...receiver,
      ...EMPTY,
      status: 'leased',
      attempts: (holder.deliveries[key]?.attempts ?? 0) + 1,
      leaseUntil: now + LEASE_MS,
      owner: String(holder.version + 1),
    },
  },
})

/** Does the lease still stand as it was taken? */
export const holdsLease = (current: DeliveryHolder, leased: DeliveryHolder, key: string): boolean =>
  current.deliveries[key]?.status === 'leased' && current.deliveries[key]?.owner === leased.deliveries[key]?.owner
