import type { OrderFact } from '../../../core/documents/orderHour'
import type { Cell, Explanation, Tally } from '../../../core/insight/causes/cells'
import { explain } from '../../../core/insight/causes/explain'
import { orderCauses } from '../../../core/insight/why/orderCauses'
import type { OrderBook } from '../../../core/query/orderBook'
import { MINUTE_MS } from '../../../core/time/units'
import { seeded } from './random'

/** Of the steps towards an order, what phones are told apart by; of orders, what is in them and how they are paid. */
const PHONE_LABELS = ['network', 'device', 'version', 'region', 'store', 'step'] as const
const ORDER_LABELS = ['dish', 'payment'] as const
const WEEKS = 2
const ORDERS = 300

/** One order: its value of each label, of dishes one to three. */
interface Basket {
  [label: string]: string | string[]
}

/** Values of a label, and up to which share of all each reaches. */
interface Values {
  names: string[]
  upTo: number[]
}

function valuesOf(label: string, random: () => number): Values {
  let sum = 0
  const upTo = Array.from({ length: 3 + Math.floor(random() * 5) }, () => {
    sum += 0.3 + random()
    return sum
  })
  return { names: upTo.map((_, k) => `${label}${k}`), upTo }
}

export interface PlantedOrders {
  label: string
  value: string
  /** of the orders, and of the phones' steps towards them */
  found: (Explanation | null)[]
}

/** Two weeks of an hour's orders, and today without most of those that have one value of one of up to eight labels. */
export function plantOrders(seed: number): PlantedOrders {
  const random = seeded(seed)
  const labels = [...ORDER_LABELS, ...PHONE_LABELS.slice(0, 1 + Math.floor(random() * PHONE_LABELS.length))]
  const values = new Map(labels.map((label) => [label as string, valuesOf(label, random)]))
  const draw = (label: string): string => {
    const { names, upTo } = values.get(label) as Values
    const at = random() * (upTo[upTo.length - 1] as number)
    let k = 0
    while (at >= (upTo[k] as number)) k++
    return names[k] as string
  }
  const basket = (): Basket => {
    const own: Basket = {}
    for (const label of labels) own[label] = draw(label)
    own.dishes = [...new Set(Array.from({ length: 1 + Math.floor(random() * 3) }, () => draw('dish')))]
    return own
  }
  const label = labels[Math.floor(random() * labels.length)] as string
  const value = draw(label)
  const strength = 0.5 + 0.5 * random()
  const before = Array.from({ length: WEEKS * ORDERS }, basket)
  const now = Array.from({ length: ORDERS }, basket).filter((one) => !(has(one, label, value) && random() < strength))
  const phones = labels.slice(ORDER_LABELS.length).flatMap((one) => cellsOf(one, before, now))
  return { label, value, found: [ofOrders(before, now), explain('count', phones)] }
}

const has = (one: Basket, label: string, value: string): boolean =>
  label === 'dish' ? (one.dishes as string[]).includes(value) : one[label] === value

function ofOrders(before: readonly Basket[], now: readonly Basket[]): Explanation | null {
  const [fromMs, weekMs] = [WEEKS * 100 * MINUTE_MS, 100 * MINUTE_MS]
  const weeks = Array.from({ length: WEEKS }, (_, k) => k + 1)
  const book = {
    weeks,
    earlier: (ms: number, week: number) => ms - week * weekMs,
    facts: (_state: string, from: number) => {
      const week = (fromMs - from) / weekMs
      return (week === 0 ? now : before.slice((week - 1) * ORDERS, week * ORDERS)).map(factOf)
    },
  } as unknown as OrderBook
  const window = { from: fromMs / MINUTE_MS, to: fromMs / MINUTE_MS + 60 }
  return orderCauses(book, { kind: 'count', metrics: ['step'], orders: 'paid' }, { before: window, now: window })
}

const factOf = (basket: Basket): OrderFact =>
  ({
    items: (basket.dishes as string[]).map((dish) => ({ dish, count: 1, priceFen: 1000 })),
    payment: basket.payment,
  }) as OrderFact

function cellsOf(label: string, before: readonly Basket[], now: readonly Basket[]): Cell[] {
  const cells = new Map<string, { before: Tally; now: Tally }>()
  const add = (baskets: readonly Basket[], side: 'before' | 'now', worth: number): void => {
    for (const basket of baskets) {
      const value = basket[label] as string
      const own = cells.get(value) ?? { before: { count: 0, hits: 0 }, now: { count: 0, hits: 0 } }
      own[side].count += worth
      cells.set(value, own)
    }
  }
  add(before, 'before', 1 / WEEKS)
  add(now, 'now', 1)
  return [...cells].map(([value, tallies]) => ({ label, value, ...tallies }))
}
