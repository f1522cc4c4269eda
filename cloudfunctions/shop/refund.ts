import { type Caller, idOf, ShopError } from './caller'
import { db } from './cloud'
import { mustBeStaff } from './kitchen'
import { orderById } from './ordering'
import { publicOrder } from './orders'

/** What staff may give as a reason: a list, so that it can be counted. */
const REASONS = ['卖完了', '等太久', '送错了', '不好吃', '付重了', '其他']
/** What has been paid and not been given back yet. */
const PAID = ['paid', 'accepted', 'ready', 'delivered']

/** Gives back all of an order, or a part of it. The money itself goes back in WeChat's merchant app. */
export async function refund(caller: Caller, event: Record<string, unknown>) {
  await mustBeStaff(caller)
  const order = await orderById(idOf(event.order))
  const reason = REASONS.find((one) => one === event.reason)
  if (!reason) throw new ShopError('bad_request', '选一个退款原因')
  const fen = event.amountFen ?? order.amountFen
  if (typeof fen !== 'number' || !Number.isInteger(fen) || fen < 1 || fen > order.amountFen)
    throw new ShopError('bad_request', '退款金额要在 1 分到订单金额之间')
  const { stats } = await db
    .collection('orders')
    .where({ _id: order._id, status: db.command.in(PAID), refundedAt: null })
    .update({
      data: {
        ...(fen === order.amountFen ? { status: 'refunded' } : {}),
        ...{ refundFen: fen, refundReason: reason, refundedAt: db.serverDate(), updatedAt: db.serverDate() },
      },
    })
  if (!stats.updated) throw new ShopError('conflict', '这单不能退，或者已经退过了')
  return { order: publicOrder(await orderById(order._id)) }
}
