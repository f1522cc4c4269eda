import type { OrderHourDocument } from '../../documents/orderHour'
import { minuteOf } from '../../time/units'

/** Orders minute by minute of [from, to), epoch minutes. */
export interface OrderTape {
  from: number
  to: number
  created(minute: number): number
  paid(minute: number): number
}

/** @param to as far as orders were read: what lies beyond is not known */
export function tapeOfOrders(documents: readonly OrderHourDocument[], from: number, to: number): OrderTape {
  const length = Math.max(0, to - from)
  const created = new Uint16Array(length)
  const paid = new Uint16Array(length)
  const count = (into: Uint16Array, at: number | null): void => {
    if (at === null) return
    const index = minuteOf(at) - from
    if (index >= 0 && index < length) into[index] = (into[index] as number) + 1
  }
  for (const { facts } of documents)
    for (const fact of Object.values(facts)) {
      count(created, fact.createdAt)
      count(paid, fact.paidAt)
    }
  return { from, to, created: (minute) => created[minute - from] ?? 0, paid: (minute) => paid[minute - from] ?? 0 }
}
