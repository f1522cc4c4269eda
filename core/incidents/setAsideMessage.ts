import { CONFLICT, retryConflict } from '../concurrency/retryConflict'
import type { Delivery } from '../documents/delivery'
import type { Ports } from '../ports'
import { minuteOf } from '../time/units'
import { creditId, reserve } from './credits'

/** What one message is set aside for. */
export interface SetAside {
  templateId: string
  /** names the reservation for ever: asking again for the same key takes no second message */
  key: string
  /** how many of the person's messages must be left */
  keep: number
  /** epoch ms */
  now: number
}

/** Sets one message aside for one person who is already chosen. @returns false when they have none to spare */
export const setAsideMessage = (
  ports: Pick<Ports, 'credits'>,
  { staff, openid }: Pick<Delivery, 'staff' | 'openid'>,
  { templateId, key, keep, now }: SetAside,
): Promise<boolean> =>
  retryConflict(async () => {
    const credits = await ports.credits.readAll([openid])
    const credit = credits.find((one) => one._id === creditId(staff, templateId)) ?? null
    const reserved = reserve(credit, key, minuteOf(now), keep)
    if (!reserved) return false
    const written = await ports.credits.write({ ...reserved, version: reserved.version + 1 }, reserved.version)
    return written ? true : CONFLICT
  })
