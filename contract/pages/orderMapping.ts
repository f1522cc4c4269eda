import type { OrderMapping } from '../orderMapping'
import type { OrderState } from '../orderStates'

/** How would the shop's orders be read? Without a mapping, by the one that is set. */
export interface OrderMappingQuery {
  kind: 'orderMapping'
  store: string
  mapping?: OrderMapping
}

/** A mapping held against the newest orders of the shop. */
export interface OrderMappingReport {
  now: number
  zone: string
  foldedThrough: number | null
  mapping: OrderMapping
  /** orders looked at, ≤ 500 */
  looked: number
  /** of them read without a fault */
  readable: number
  /** why the others are set aside */
  faults: { fault: string; count: number }[]
  /** of every field named by the mapping: in how many it is not there, and in how many it says nothing we understand */
  fields: { name: string; path: string; missing: number; unreadable: number }[]
  /** statuses found, most frequent first; null: not mapped */
  states: { value: string; count: number; state: OrderState | null }[]
  /** the newest that could be read, as we would know it */
  example: { number: string; amountFen: number; createdAt: number; state: string; dishes: number } | null
  /** the caller may change it */
  mayChange: boolean
}
