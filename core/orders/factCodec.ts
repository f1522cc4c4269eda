import { ORDER_STATES, type OrderState } from '../../contract/orderStates'
import type { OrderFact, OrderItem } from '../documents/orderHour'

/**
 * A fact in few bytes: parts are separated by `;`, times are milliseconds after the order was made, in base 36. A rush
 * hour's document holds a hundred and fifty of them, and a page reads weeks of hours.
 */
export type StoredFact = string | OrderFact

const TIMES = ['paidAt', 'acceptedAt', 'readyAt', 'doneAt', 'cancelledAt', 'refundedAt', 'updatedAt'] as const

export function encodeFact(fact: OrderFact): string {
  const { createdAt } = fact
  const times = TIMES.map((name) => {
    const at = fact[name]
    return at === null || at === undefined ? '' : (at - createdAt).toString(36)
  })
  const parts = [
    [createdAt.toString(36), ...times].join(','),
    fact.amountFen.toString(36),
    fact.refundedFen?.toString(36) ?? '',
    fact.state === undefined ? '' : String(ORDER_STATES.indexOf(fact.state)),
    escaped(fact.number),
    escaped(fact.customer),
    fact.items === undefined ? '-' : itemsText(fact.items),
    escaped(fact.refundReason),
    escaped(fact.cancelReason),
    escaped(fact.payment),
  ]
  return parts.join(';').replace(/;+$/, '')
}

/** @param stored also a fact as older versions wrote it, whole */
export function decodeFact(stored: StoredFact): OrderFact {
  if (typeof stored !== 'string') return stored
  const parts = stored.split(';')
  const [created = '', ...times] = (parts[0] as string).split(',')
  const createdAt = Number.parseInt(created, 36)
  const at = (index: number): number | null => {
    const text = times[index]
    return text === undefined || text === '' ? null : createdAt + Number.parseInt(text, 36)
  }
  const fact: OrderFact = {
    createdAt,
    paidAt: at(0),
    acceptedAt: at(1),
    doneAt: at(3),
    cancelledAt: at(4),
    refundedAt: at(5),
    amountFen: Number.parseInt(parts[1] as string, 36),
    updatedAt: at(6) as number,
  }
  const ready = at(2)
  if (ready !== null) fact.readyAt = ready
  if (parts[2]) fact.refundedFen = Number.parseInt(parts[2], 36)
  if (parts[3]) fact.state = ORDER_STATES[Number(parts[3])] as OrderState
  if (parts[4]) fact.number = unescaped(parts[4])
  if (parts[5]) fact.customer = unescaped(parts[5])
  if (parts[6] !== undefined && parts[6] !== '-') fact.items = itemsOf(parts[6])
  if (parts[7]) fact.refundReason = unescaped(parts[7])
  if (parts[8]) fact.cancelReason = unescaped(parts[8])
  if (parts[9]) fact.payment = unescaped(parts[9])
  return fact
}

/** No items at all are a word of their own: an empty part at the end is cut off. */
const NO_ITEMS = '*'

const itemsText = (items: readonly OrderItem[]): string =>
  items.map(({ dish, count, priceFen }) => `${dish}*${count}*${priceFen.toString(36)}`).join(',') || NO_ITEMS

function itemsOf(text: string): OrderItem[] {
  if (text === '' || text === NO_ITEMS) return []
  return text.split(',').map((line) => {
    const [dish = '', count, price = ''] = line.split('*')
    return { dish, count: Number(count), priceFen: Number.parseInt(price, 36) }
  })
}

const escaped = (text: string | undefined): string =>
  text?.replace(/[%;]/g, (one) => (one === '%' ? '%25' : '%3B')) ?? ''
const unescaped = (text: string): string => text.replace(/%(25|3B)/g, (_, code) => (code === '25' ? '%' : ';'))
