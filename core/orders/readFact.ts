import type { OrderMapping } from '../../contract/orderMapping'
import type { OrderFact } from '../documents/orderHour'
import { MINUTE_MS } from '../time/units'
import { fieldOf, momentOf } from './fieldOf'
import { fenOf } from './money'
import { type ReadItems, readItems } from './readItems'
import { type ReadRefund, readRefund } from './readRefund'
import { type ReadTimes, readTimes } from './readTimes'
import { shortReason } from './shortReason'

/** Why an order of the shop's could not be read. It is set aside and counted, the others go on. */
export type OrderFault =
  | 'bad_id'
  | 'no_created_at'
  | 'no_updated_at'
  | 'future'
  | 'bad_amount'
  | 'bad_store'
  | 'unknown_state'
  | 'bad_items'
  | 'bad_refund'

export type ReadOrder =
  | { ok: true; id: string; store: string; fact: OrderFact; names: Record<string, string> }
  | { ok: false; fault: OrderFault; id: string }

/** How orders are read: the mapping, and what it cannot know. */
export interface OrderReading {
  mapping: OrderMapping
  /** the store of orders that do not say theirs, where the mapping has no field for it */
  onlyStore: string | null
  /** hash of a customer with the environment's salt */
  hashOf: (customer: string) => string
  /** the cloud's clock, epoch ms: an order of tomorrow is a mistake */
  nowMs: number
}

/** Ids become parts of a field path: no dots, no dollars. */
const ORDER_ID = /^[\w-]{1,64}$/
/** Clocks of servers differ by less. */
const AHEAD_MS = 10 * MINUTE_MS

/** One of the shop's own orders as a fact. Nothing is guessed: what does not fit is a fault. */
export function readFact(order: Record<string, unknown>, reading: OrderReading): ReadOrder {
  const { mapping, onlyStore, nowMs } = reading
  const id = String(fieldOf(order, mapping.id) ?? '')
  const fault = (reason: OrderFault): ReadOrder => ({ ok: false, fault: reason, id })
  if (!ORDER_ID.test(id)) return fault('bad_id')
  const store = mapping.store === null ? onlyStore : fieldOf(order, mapping.store)
  if (typeof store !== 'string' || store === '') return fault('bad_store')
  const createdAt = momentOf(fieldOf(order, mapping.createdAt))
  if (createdAt === null) return fault('no_created_at')
  const updatedAt = momentOf(fieldOf(order, mapping.updatedAt))
  if (updatedAt === null) return fault('no_updated_at')
  if (createdAt > nowMs + AHEAD_MS) return fault('future')
  const amountFen = fenOf(fieldOf(order, mapping.amount), mapping.amountUnit)
  if (amountFen === null) return fault('bad_amount')
  const times: ReadTimes = readTimes(order, mapping, createdAt)
  if (!times.ok) return fault(times.fault)
  const items: ReadItems = readItems(order, mapping)
  if (!items.ok) return fault('bad_items')
  const refund: ReadRefund = readRefund(order, mapping, amountFen)
  if (!refund.ok) return fault('bad_refund')
  return {
    ok: true,
    id,
    store,
    names: items.names,
    fact: {
      createdAt,
      amountFen,
      updatedAt,
      ...times.times,
      ...items.items,
      ...refund.refund,
      ...extras(order, reading),
    },
  }
}

/** A number is what a customer reads out. */
const LONGEST_NUMBER = 32

function extras(order: Record<string, unknown>, { mapping, hashOf }: OrderReading): Partial<OrderFact> {
  const text = (path: string | null | undefined): string => {
    const value = path == null ? '' : fieldOf(order, path)
    return typeof value === 'string' || typeof value === 'number' ? String(value) : ''
  }
  const number = text(mapping.number)
  const customer = text(mapping.customer)
  const reason = text(mapping.cancelReason)
  const payment = text(mapping.payment)
  return {
    ...(number === '' || number.length > LONGEST_NUMBER ? {} : { number }),
    ...(customer === '' ? {} : { customer: hashOf(customer) }),
    ...(reason === '' ? {} : { cancelReason: shortReason(reason) }),
    ...(payment === '' ? {} : { payment: shortReason(payment) }),
  }
}
