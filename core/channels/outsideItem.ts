import type { Delivery, DeliveryHolder } from '../documents/delivery'
import type { HolderRepository } from '../incidents/leasedSend'
import { deliveryAt } from '../incidents/pending'
import type { Attempt } from '../incidents/settle'

/** One delivery that a robot or webhook is to make, whoever holds it. */
export interface OutsideItem<D extends DeliveryHolder> {
  repository: HolderRepository<D>
  holder: D
  key: string
  /** what is said, of the holder as it is now; null: not wanted any more */
  render(current: D): string | null
  settle(current: D, attempt: Attempt): D
  /** epoch ms: who waits longest comes first */
  since: number
}

/** Keys of deliveries by a channel that are due. */
export const dueKeys = (
  { deliveries }: Pick<DeliveryHolder, 'deliveries'>,
  channel: Delivery['channel'],
  now: number,
): string[] =>
  Object.entries(deliveries)
    .filter(([, delivery]) => delivery.channel === channel && delivery.status !== 'leased')
    .filter(([, delivery]) => (deliveryAt(delivery) ?? Number.POSITIVE_INFINITY) <= now)
    .map(([key]) => key)
