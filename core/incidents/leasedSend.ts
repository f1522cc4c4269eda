import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { Delivery, DeliveryHolder } from '../documents/delivery'
import type { Ports } from '../ports'
import type { SendOutcome } from '../ports/outside'
import { holdsLease, lease, type Receiver } from './lease'
import { type Attempt, settleCredit } from './settle'

export interface HolderRepository<D extends DeliveryHolder> {
  read(id: string): Promise<D | null>
  write(holder: D, expectedVersion: number): Promise<boolean>
}

export interface LeasedSend<D extends DeliveryHolder> {
  repository: HolderRepository<D>
  holder: D
  key: string
  receiver: Receiver
  now: number
  /** the last look, at the holder as it is now: what sends it, or null if it is not wanted any more */
  lastLook(current: D): Promise<(() => Promise<SendOutcome>) | null>
  /** what the attempt makes of the holder */
  settle(current: D, attempt: Attempt): D
  onAttempt(attempt: Attempt): void
}

/**
 * Lease → last look → send → settle (ALERTING §5.7). Any number of runs may do it at once and die at any point.
 * @returns false if another run was faster: nothing was done
 */
export const leasedSend = async <D extends DeliveryHolder>(
  ports: Pick<Ports, 'credits'>,
  send: LeasedSend<D>,
): Promise<boolean> => {
  const leased = lease(send.holder, send.key, send.receiver, send.now)
  if (!(await send.repository.write(leased, send.holder.version))) return false
  const current = await send.repository.read(leased._id)
  const wanted = current && holdsLease(current, leased, send.key) ? await send.lastLook(current) : null
  const attempt: Attempt = wanted ? await wanted() : { status: 'skipped' }
  await settleAttempt(ports, { ...send, holder: leased }, attempt)
  return true
}

/** Credits first: a run that dies between leaves a lease that expires, and spending twice under one key is spending once. */
export const settleAttempt = async <D extends DeliveryHolder>(
  ports: Pick<Ports, 'credits'>,
  { repository, holder, key, now, settle, onAttempt }: Omit<LeasedSend<D>, 'lastLook' | 'receiver'>,
  attempt: Attempt,
): Promise<void> => {
  const delivery = holder.deliveries[key] as Delivery
  onAttempt(attempt)
  if ((delivery.channel ?? 'message') === 'message') {
    await settleCredits(ports, delivery, `${holder._id}:${key}`, attempt, now)
  }
  await retryConflict(async () => {
    const current = await repository.read(holder._id)
    if (!current || !holdsLease(current, holder, key)) return
    const settled = { ...settle(current, attempt), version: current.version + 1 }
    return (await repository.write(settled, current.version)) ? undefined : CONFLICT
  })
}

const settleCredits = (
  ports: Pick<Ports, 'credits'>,
  delivery: Delivery,
  key: string,
  attempt: Attempt,
  now: number,
): Promise<void> =>
  retryConflict(async () => {
    const credit = await ports.credits.read(delivery.openid, delivery.templateId)
    if (!credit) return
    const settled = settleCredit(credit, key, attempt, now)
    if (settled === credit) return
    const written = await ports.credits.write({ ...settled, version: credit.version + 1 }, credit.version)
    return written ? undefined : CONFLICT
  })
