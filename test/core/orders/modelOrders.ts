import type { OrderMapping } from '../../../contract/orderMapping'
import { type Random, seededRandom } from '../../../localcloud/crowd/random'

const MINUTE = 60_000
const DAY = 86_400_000

/** An order as it really went, before any shop writes it down. Amounts in fen, times in epoch ms. */
export interface ModelOrder {
  id: string
  customer: string
  items: { dish: string; name: string; count: number; priceFen: number }[]
  amountFen: number
  createdAt: number
  paidAt: number | null
  acceptedAt: number | null
  readyAt: number | null
  deliveredAt: number | null
  cancelledAt: number | null
  refundedAt: number | null
  refundedFen: number
  reason: string
}

const DISHES = [
  ['beef', '牛肉面', 2835],
  ['egg', '卤蛋', 199],
  ['soup', '酸梅汤', 650],
] as const

/** `perDay` orders a day: most delivered, some cancelled, some given back in part or whole, hours or days later. */
export function modelOrders(seed: number, days: number, perDay: number, startMs: number): ModelOrder[] {
  const random = seededRandom(seed)
  return Array.from({ length: days * perDay }, (_, index) => {
    const own = random.fork(`order ${index}`)
    return modelOrder(
      own,
      `o${index}`,
      startMs + Math.floor(index / perDay) * DAY + Math.floor(own.next() * 10 * 60) * MINUTE,
    )
  })
}

function modelOrder(random: Random, id: string, createdAt: number): ModelOrder {
  const lines = DISHES.filter(() => random.chance(0.6))
  const items = (lines.length === 0 ? [DISHES[0]] : lines).map(([dish, name, priceFen]) => ({
    ...{ dish, name, priceFen, count: 1 + Math.floor(random.next() * 3) },
  }))
  const dishesFen = items.reduce((sum, { count, priceFen }) => sum + count * priceFen, 0)
  const amountFen = dishesFen - (random.chance(0.2) ? 101 : 0)
  const after = (at: number | null, from: number, to: number, share = 1): number | null =>
    at === null || !random.chance(share) ? null : at + Math.round(random.between(from, to) * MINUTE)
  const paidAt = after(createdAt, 0.2, 3, 0.92)
  const acceptedAt = after(paidAt, 0.1, 5, 0.98)
  const readyAt = after(acceptedAt, 3, 30)
  const deliveredAt = after(readyAt, 5, 60)
  const refundedAt = after(deliveredAt, 5, 3 * 24 * 60, 0.06)
  return {
    ...{ id, customer: `c${Math.floor(random.next() * 200)}`, items, amountFen, createdAt, paidAt, acceptedAt },
    ...{ readyAt, deliveredAt, refundedAt },
    cancelledAt: paidAt === null ? after(createdAt, 4, 20, 0.5) : null,
    refundedFen: refundedAt === null ? 0 : random.chance(0.5) ? amountFen : Math.max(1, Math.floor(amountFen / 3)),
    reason: random.pick(['卖完了', '等太久']),
  }
}

/** The order as far as it had come at a time; null before it was made. */
export function asOf(order: ModelOrder, nowMs: number): ModelOrder | null {
  if (order.createdAt >= nowMs) return null
  const reached = (at: number | null): number | null => (at !== null && at < nowMs ? at : null)
  const { paidAt, acceptedAt, readyAt, deliveredAt, cancelledAt, refundedAt } = order
  const times = {
    ...{ paidAt: reached(paidAt), acceptedAt: reached(acceptedAt), readyAt: reached(readyAt) },
    ...{ deliveredAt: reached(deliveredAt), cancelledAt: reached(cancelledAt), refundedAt: reached(refundedAt) },
  }
  return { ...order, ...times, refundedFen: times.refundedAt === null ? 0 : order.refundedFen }
}

export const updatedOf = (order: ModelOrder): number =>
  Math.max(
    order.createdAt,
    ...[order.paidAt, order.acceptedAt, order.readyAt, order.deliveredAt, order.cancelledAt, order.refundedAt].map(
      (at) => at ?? 0,
    ),
  )

export interface Shape {
  name: string
  mapping: OrderMapping
  write(order: ModelOrder): Record<string, unknown>
}

const statusOf = (order: ModelOrder): string =>
  order.refundedAt !== null && order.refundedFen === order.amountFen
    ? 'refunded'
    : order.cancelledAt !== null
      ? 'cancelled'
      : order.deliveredAt !== null
        ? 'delivered'
        : order.readyAt !== null
          ? 'ready'
          : order.acceptedAt !== null
            ? 'accepted'
            : order.paidAt !== null
              ? 'paid'
              : 'created'

const date = (at: number | null): Date | null => (at === null ? null : new Date(at))
const states = {
  created: 'created',
  paid: 'paid',
  accepted: 'accepted',
  ready: 'ready',
  delivered: 'delivered',
  cancelled: 'cancelled',
  refunded: 'refunded',
} as const
const base = { store: null, status: 'status', createdAt: 'createdAt', updatedAt: 'updatedAt', customer: 'customer' }
const times = {
  ...{ paidAt: 'paidAt', acceptedAt: 'acceptedAt', readyAt: 'readyAt', doneAt: 'deliveredAt' },
  ...{ cancelledAt: 'cancelledAt', refundedAt: 'refundedAt' },
}
const items = { list: 'items', dish: 'dish', name: 'name', count: 'count', price: 'priceFen' }
const refund = { list: null, amount: 'refundFen', reason: 'refundReason' }

/** A field for each time, as dates; amounts in fen: the sample shop. */
const sample: Shape = {
  name: 'the sample shop’s',
  mapping: {
    ...base,
    collection: 'orders',
    id: '_id',
    amount: 'amountFen',
    amountUnit: 'fen',
    times,
    states,
    items,
    refund,
  },
  write: (order) => ({
    ...{ _id: order.id, customer: order.customer, items: order.items, amountFen: order.amountFen },
    ...{ status: statusOf(order), createdAt: date(order.createdAt), updatedAt: date(updatedOf(order)) },
    ...{ paidAt: date(order.paidAt), acceptedAt: date(order.acceptedAt), readyAt: date(order.readyAt) },
    ...{
      deliveredAt: date(order.deliveredAt),
      cancelledAt: date(order.cancelledAt),
      refundedAt: date(order.refundedAt),
    },
    ...(order.refundedAt === null ? {} : { refundFen: order.refundedFen, refundReason: order.reason }),
  }),
}

/** A list of events with Chinese words for states; refunds are a list of their own. */
const eventsShape: Shape = {
  name: 'an array of status events',
  mapping: {
    ...base,
    ...{ collection: 'deals', id: 'sn', amount: 'pay.total', amountUnit: 'fen', createdAt: 'made' },
    times: { paidAt: null, acceptedAt: null, readyAt: null, doneAt: null, cancelledAt: null, refundedAt: null },
    states: {
      新建: 'created',
      已付: 'paid',
      接单: 'accepted',
      出餐: 'ready',
      送达: 'delivered',
      取消: 'cancelled',
      退款: 'refunded',
    },
    history: { list: 'log', state: 'what', at: 'when' },
    items: { list: 'goods', dish: 'sku', name: 'title', count: 'n', price: 'price' },
    refund: { list: 'refunds', amount: 'fen', reason: 'why' },
  },
  write: (order) => {
    const log = [
      ['新建', order.createdAt],
      ['已付', order.paidAt],
      ['接单', order.acceptedAt],
      ['出餐', order.readyAt],
      ['送达', order.deliveredAt],
      ['取消', order.cancelledAt],
      ['退款', order.refundedAt],
    ].flatMap(([what, when]) => (when === null ? [] : [{ what, when: new Date(Number(when)).toISOString() }]))
    return {
      ...{ sn: order.id, customer: order.customer, made: order.createdAt, updatedAt: updatedOf(order), log },
      status: log.at(-1)?.what,
      pay: { total: order.amountFen },
      goods: order.items.map(({ dish, name, count, priceFen }) => ({
        sku: dish,
        title: name,
        n: count,
        price: priceFen,
      })),
      refunds: order.refundedAt === null ? [] : [{ fen: order.refundedFen, why: order.reason }],
    }
  },
}

const yuan = (fen: number): string => (fen / 100).toFixed(2)

/** Flat times in seconds, amounts in yuan, as text; no statuses worth the name. */
const flat: Shape = {
  name: 'flat timestamps with yuan strings',
  mapping: {
    ...base,
    ...{ collection: 'orders', id: '_id', amount: 'money', amountUnit: 'yuan', createdAt: 'ctime' },
    times: {
      ...times,
      paidAt: 'ptime',
      acceptedAt: 'atime',
      readyAt: 'rtime',
      doneAt: 'dtime',
      cancelledAt: 'xtime',
      refundedAt: 'btime',
    },
    items: { ...items, price: 'yuan' },
    refund: { ...refund, amount: 'back', reason: 'why' },
  },
  write: (order) => ({
    ...{ _id: order.id, customer: order.customer, money: yuan(order.amountFen), updatedAt: updatedOf(order) },
    ...{ ctime: order.createdAt, ptime: order.paidAt ?? 0, atime: order.acceptedAt ?? 0, rtime: order.readyAt ?? '' },
    ...{ dtime: order.deliveredAt, xtime: order.cancelledAt, btime: order.refundedAt },
    items: order.items.map(({ priceFen, ...item }) => ({ ...item, yuan: yuan(priceFen) })),
    ...(order.refundedAt === null ? {} : { back: `¥${yuan(order.refundedFen)}`, why: order.reason }),
  }),
}

/** The same with amounts in whole fen. */
const flatFen: Shape = {
  ...flat,
  name: 'flat timestamps with fen',
  mapping: { ...flat.mapping, amountUnit: 'fen' },
  write: (order) => ({
    ...flat.write(order),
    money: order.amountFen,
    items: order.items.map(({ priceFen, ...item }) => ({ ...item, yuan: priceFen })),
    ...(order.refundedAt === null ? {} : { back: order.refundedFen }),
  }),
}

export const shapes: Shape[] = [sample, eventsShape, flat, flatFen]
