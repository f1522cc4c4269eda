import type { Ports } from '../ports'
import { DAY_MS } from '../time/units'
import { EXPIRES_AFTER_DAYS, type Expired, type Expiring, OF_NO_STORE } from './expiry'

/**
 * Deletes what is over its time; what a kill leaves is deleted the next time.
 * @param stores ids @param alsoOfNone what belongs to no store, too
 */
export async function removeExpired(
  { expiry }: Pick<Ports, 'expiry'>,
  stores: readonly string[],
  alsoOfNone: boolean,
  nowMs: number,
): Promise<Partial<Expired>> {
  const removed: Partial<Expired> = {}
  for (const [name, days] of Object.entries(EXPIRES_AFTER_DAYS) as [Expiring, number][]) {
    const isDue = OF_NO_STORE.has(name) ? alsoOfNone : stores.length > 0
    if (isDue) removed[name] = await expiry.remove(name, nowMs - days * DAY_MS, stores)
  }
  return removed
}

/** Whether a day has passed: so much is a call of the database each. @param lastMs 0: never */
export const isExpiryDue = (lastMs: number, nowMs: number): boolean =>
  Math.floor(lastMs / DAY_MS) !== Math.floor(nowMs / DAY_MS)
