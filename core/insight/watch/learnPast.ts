import type { OrderHourDocument } from '../../documents/orderHour'
import type { StoreDocument } from '../../documents/store'
import type { HourDocument } from '../../rollup/tiers'
import { MINUTES_PER_HOUR, minuteOf } from '../../time/units'
import { tapeOfOrders } from './orderTape'
import { tapeOfHours } from './phoneTape'
import type { Tapes } from './pointAt'

export interface Past {
  store: StoreDocument
  hours: readonly HourDocument[]
  orderHours: readonly OrderHourDocument[]
  /** epoch hours, [from, to): what was read */
  from: number
  to: number
}

/** The past of a store as tapes: they begin where something is known, since silence before that is not zero. */
export function tapesOfPast({ store, hours, orderHours, from, to }: Past): Tapes {
  const [first, end] = [from * MINUTES_PER_HOUR, to * MINUTES_PER_HOUR]
  const facts = orderHours.flatMap((document) => Object.values(document.facts))
  const firstOrder = facts.reduce((least, { createdAt }) => Math.min(least, minuteOf(createdAt)), end)
  const firstHour = hours.reduce((least, { hour }) => Math.min(least, hour * MINUTES_PER_HOUR), end)
  const seen = store.firstSeenAt === null ? firstHour : Math.min(firstHour, minuteOf(store.firstSeenAt))
  return {
    phones: tapeOfHours(hours, Math.max(first, seen), end),
    orders: tapeOfOrders(orderHours, Math.max(first, firstOrder), end),
  }
}
