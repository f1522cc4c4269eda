import type { OrderFact, OrderMapping } from '../documents'

/** Why an order of the shop's could not be read. It is set aside and counted, the others go on. */
export type OrderFault = 'bad_id' | 'no_created_at' | 'no_updated_at' | 'bad_amount' | 'bad_store'

export type ReadOrder =
  | { ok: true; id: string; store: string; fact: OrderFact }
  | { ok: false; fault: OrderFault; id: string }

/** Ids become parts of a field path: no dots, no dollars. */
const ID = /^[\w-]{1,64}$/

/**
 * One of the shop's own orders as a fact.
 * @param onlyStore the store of orders that do not say theirs, where the mapping has no field for it
 */
export function readFact(order: Record<string, unknown>, mapping: OrderMapping, onlyStore: string | null): ReadOrder {
  const id = String(field(order, mapping.id) ?? '')
  const fault = (reason: OrderFault): ReadOrder => ({ ok: false, fault: reason, id })
  if (!ID.test(id)) return fault('bad_id')
  const store = mapping.store === null ? onlyStore : field(order, mapping.store)
  if (typeof store !== 'string' || store === '') return fault('bad_store')
  const createdAt = momentOf(field(order, mapping.createdAt))
  if (createdAt === null) return fault('no_created_at')
  const updatedAt = momentOf(field(order, mapping.updatedAt))
  if (updatedAt === null) return fault('no_updated_at')
  const amountFen = fenOf(field(order, mapping.amount), mapping.amountUnit)
  if (amountFen === null) return fault('bad_amount')
  const time = (path: string | null): number | null => (path === null ? null : momentOf(field(order, path)))
  const { times } = mapping
  return {
    ok: true,
    id,
    store,
    fact: {
      createdAt,
      // a shop that does not note payments takes an order as paid when it is made
      paidAt: times.paidAt === null ? createdAt : time(times.paidAt),
      acceptedAt: time(times.acceptedAt),
      doneAt: time(times.doneAt),
      cancelledAt: time(times.cancelledAt),
      refundedAt: time(times.refundedAt),
      amountFen,
      updatedAt,
    },
  }
}

/** @param path dotted */
function field(order: Record<string, unknown>, path: string): unknown {
  let value: unknown = order
  for (const name of path.split('.'))
    value = typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[name] : undefined
  return value
}

/** Below this a number is seconds: 1e11 ms is March 1973, 1e11 s the year 5138. */
const SECONDS_BELOW = 1e11

/** A time as shops keep them: Date, epoch ms or s, ISO text. @returns epoch ms; null for none */
export function momentOf(value: unknown): number | null {
  if (isDate(value)) return Number.isNaN(value.getTime()) ? null : value.getTime()
  if (typeof value === 'string') return momentOf(new Date(value))
  if (typeof value !== 'number' || !Number.isFinite(value) || value <= 0) return null
  return Math.round(value < SECONDS_BELOW ? value * 1000 : value)
}

/** Also a date of another realm, for which instanceof is false. */
const isDate = (value: unknown): value is Date => Object.prototype.toString.call(value) === '[object Date]'

const LARGEST_FEN = 1e11

function fenOf(value: unknown, unit: OrderMapping['amountUnit']): number | null {
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value
  if (typeof number !== 'number' || !Number.isFinite(number) || number < 0) return null
  const fen = Math.round(unit === 'yuan' ? number * 100 : number)
  return fen <= LARGEST_FEN ? fen : null
}
