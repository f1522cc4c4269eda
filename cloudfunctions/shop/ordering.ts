import { randomInt } from 'node:crypto'
import { type Caller, idOf, ShopError } from './caller'
import { db } from './cloud'
import { readDishes } from './menu'
import { type OrderDocument, publicOrder } from './orders'
import { readState } from './remedies'

const MAX_LINES = 30
const MAX_COUNT = 20
const STORE = 'wensan'

interface Line {
  dish: string
  count: number
}

function parseLines(items: unknown): Line[] {
  if (!Array.isArray(items) || items.length === 0 || items.length > MAX_LINES)
    throw new ShopError('bad_request', '先选几样菜')
  return items.map((item) => {
    const { dish, count } = (item ?? {}) as Line
    if (typeof dish !== 'string') throw new ShopError('bad_request', '有一样菜没认出来')
    if (!Number.isInteger(count) || count < 1 || count > MAX_COUNT)
      throw new ShopError('bad_request', `一样菜最多点 ${MAX_COUNT} 份`)
    return { dish, count }
  })
}

const text = (value: unknown, longest: number): string => (typeof value === 'string' ? value.slice(0, longest) : '')

/** Prices come from the menu, never from the phone. */
export async function submit(caller: Caller, event: Record<string, unknown>) {
  const lines = parseLines(event.items)
  const [menu, { paused, atCounter }] = await Promise.all([readDishes(), readState()])
  if (paused) throw new ShopError('paused', '店里先不接单了，过一会儿再来')
  const dishes = new Map(menu.map((dish) => [dish._id, dish]))
  const items = lines.map(({ dish, count }) => {
    const found = dishes.get(dish)
    if (!found) throw new ShopError('bad_request', '有一样菜已经下架了')
    if (found.soldOut) throw new ShopError('sold_out', `${found.name}卖完了，换一样吧`)
    return { dish, name: found.name, count, priceFen: found.priceFen }
  })
  const order = {
    no: String(randomInt(100_000, 1_000_000)),
    store: STORE,
    openid: caller.openid,
    items,
    amountFen: items.reduce((sum, item) => sum + item.priceFen * item.count, 0),
    status: 'submitted' as const,
    atCounter,
    address: text(event.address, 60),
    note: text(event.note, 50),
    createdAt: db.serverDate(),
    updatedAt: db.serverDate(),
    paidAt: null,
    acceptedAt: null,
    readyAt: null,
    deliveredAt: null,
    cancelledAt: null,
    refundedAt: null,
  }
  const added = await db.collection('orders').add({ data: order })
  const now = new Date()
  return { order: publicOrder({ ...order, _id: added._id, createdAt: now, updatedAt: now }) }
}

/** @throws ShopError not_found for an order that is not the caller's */
export async function ownOrder(caller: Caller, id: unknown): Promise<OrderDocument> {
  const { data } = await db
    .collection('orders')
    .where({ _id: idOf(id), openid: caller.openid })
    .limit(1)
    .get()
  const order = (data as OrderDocument[])[0]
  if (!order) throw new ShopError('not_found', '没找到这个订单')
  return order
}

export async function orderOf(caller: Caller, event: Record<string, unknown>) {
  return { order: publicOrder(await ownOrder(caller, event.order)) }
}

export async function mine(caller: Caller) {
  const { data } = await db
    .collection('orders')
    .where({ openid: caller.openid })
    .orderBy('createdAt', 'desc')
    .limit(20)
    .get()
  return { orders: (data as OrderDocument[]).map(publicOrder) }
}

/** @throws ShopError not_found; for the shop's own people */
export async function orderById(id: string): Promise<OrderDocument> {
  const { data } = await db.collection('orders').where({ _id: id }).limit(1).get()
  const order = (data as OrderDocument[])[0]
  if (!order) throw new ShopError('not_found', '没找到这个订单')
  return order
}

/** What a customer may give as a reason; nothing else is stored. */
const CANCEL_REASONS = ['点错了', '不想要了', '付不了款', '等太久']

export async function cancel(caller: Caller, event: Record<string, unknown>) {
  const order = await ownOrder(caller, event.order)
  const cancelReason = CANCEL_REASONS.find((reason) => reason === event.reason) ?? '不想要了'
  const { stats } = await db
    .collection('orders')
    .where({ _id: order._id, status: 'submitted' })
    .update({
      data: { status: 'cancelled', cancelReason, cancelledAt: db.serverDate(), updatedAt: db.serverDate() },
    })
  if (!stats.updated) throw new ShopError('conflict', '已经付款，打电话给店里吧')
  return orderOf(caller, event)
}
