import type { OrderMapping } from '../../contract/orderMapping'
import type { OrderState } from '../../contract/orderStates'
import type { OrderFact } from '../documents/orderHour'
import { fieldOf, momentOf } from './fieldOf'

type Times = Pick<OrderFact, 'paidAt' | 'acceptedAt' | 'readyAt' | 'doneAt' | 'cancelledAt' | 'refundedAt' | 'state'>
export type ReadTimes = { ok: true; times: Times } | { ok: false; fault: 'unknown_state' }

/** The states an order has reached, and when: from time fields, or from a list of events, or from its status alone. */
export function readTimes(order: Record<string, unknown>, mapping: OrderMapping, createdAt: number): ReadTimes {
  const state = stateOf(fieldOf(order, mapping.status), mapping)
  if (state === null) return { ok: false, fault: 'unknown_state' }
  const events = eventsOf(order, mapping)
  if (events === null) return { ok: false, fault: 'unknown_state' }
  const { times } = mapping
  const at = (path: string | null | undefined, name: OrderState): number | null =>
    (path == null ? null : momentOf(fieldOf(order, path))) ?? events.get(name) ?? null
  const paidAt = at(times.paidAt, 'paid')
  const readyAt = at(times.readyAt, 'ready')
  return {
    ok: true,
    times: {
      paidAt: paidAt ?? (isPaidUnnoted(mapping, state) ? createdAt : null),
      acceptedAt: at(times.acceptedAt, 'accepted'),
      ...(readyAt === null ? {} : { readyAt }),
      doneAt: at(times.doneAt, 'delivered'),
      cancelledAt: at(times.cancelledAt, 'cancelled'),
      refundedAt: at(times.refundedAt, 'refunded'),
      ...(state === undefined ? {} : { state }),
    },
  }
}

/** @returns undefined where statuses are not mapped, null for one that is not */
function stateOf(value: unknown, { states }: OrderMapping): OrderState | undefined | null {
  if (states === undefined) return undefined
  const text = String(value ?? '')
  return Object.hasOwn(states, text) ? (states[text] as OrderState) : null
}

/** When each state was first reached; null if the list is not one, or tells of a state that is not mapped. */
function eventsOf(order: Record<string, unknown>, { history, states }: OrderMapping): Map<OrderState, number> | null {
  const reached = new Map<OrderState, number>()
  if (history == null) return reached
  const list = fieldOf(order, history.list)
  if (!Array.isArray(list)) return null
  for (const event of list) {
    const text = String(fieldOf(event, history.state) ?? '')
    const state = states !== undefined && Object.hasOwn(states, text) ? (states[text] as OrderState) : null
    const at = momentOf(fieldOf(event, history.at))
    if (state === null || at === null) return null
    reached.set(state, Math.min(at, reached.get(state) ?? at))
  }
  return reached
}

const UNPAID: readonly (OrderState | undefined)[] = ['created', 'cancelled']

/** A shop that does not note payments takes an order as paid when it is made, unless its status says otherwise. */
const isPaidUnnoted = ({ times, history }: OrderMapping, state: OrderState | undefined): boolean =>
  times.paidAt === null && history == null && !UNPAID.includes(state)
