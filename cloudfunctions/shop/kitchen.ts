import { type Caller, idOf, ShopError } from './caller'
import { db } from './cloud'
import { readDishes } from './menu'
import { orderById } from './ordering'
import { type OrderDocument, type OrderStatus, publicOrder } from './orders'

/** Each state follows from one other, and has its time. */
const ROAD: Partial<Record<string, { from: OrderStatus; time: string; atCounter?: true }>> = {
  /** the till took the money */
  paid: { from: 'submitted', time: 'paidAt', atCounter: true },
  accepted: { from: 'paid', time: 'acceptedAt' },
  ready: { from: 'accepted', time: 'readyAt' },
  delivered: { from: 'ready', time: 'deliveredAt' },
}

export async function mustBeStaff(caller: Caller): Promise<void> {
  const { total } = await db.collection('staff').where({ openid: caller.openid, removed: false }).count()
  if (!total) throw new ShopError('forbidden', '这里只有店里的人能看')
}

export async function kitchen(caller: Caller) {
  await mustBeStaff(caller)
  const { data } = await db
    .collection('orders')
    .where(
      db.command.or([
        { status: db.command.in(['paid', 'accepted', 'ready']) },
        { status: 'submitted', atCounter: true },
      ]),
    )
    .orderBy('createdAt', 'asc')
    .limit(100)
    .get()
  return { orders: (data as OrderDocument[]).map(publicOrder), dishes: await readDishes() }
}

export async function advance(caller: Caller, event: Record<string, unknown>) {
  await mustBeStaff(caller)
  const id = idOf(event.order)
  const to = String(event.to)
  const step = Object.hasOwn(ROAD, to) ? ROAD[to] : undefined
  if (!step) throw new ShopError('bad_request', '没有这一步')
  const { stats } = await db
    .collection('orders')
    .where({ _id: id, status: step.from, ...(step.atCounter ? { atCounter: true } : {}) })
    .update({
      data: {
        ...{ status: to, [step.time]: db.serverDate(), updatedAt: db.serverDate() },
        ...(to === 'ready' ? { rider: riderOf(id) } : {}),
      },
    })
  if (!stats.updated) throw new ShopError('conflict', '这单刚被别人动过，刷新看看')
  return { order: publicOrder(await orderById(id)) }
}

/** The shop's own riders take turns. */
const RIDERS = ['小吴', '老周', '阿敏'] as const
const riderOf = (id: string): string => RIDERS[id.charCodeAt(id.length - 1) % RIDERS.length] as string
