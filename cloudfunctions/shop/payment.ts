import { type Caller, ShopError } from './caller'
import { cloud, db } from './cloud'
import { ownOrder } from './ordering'

interface UnifiedOrder {
  returnCode: string
  resultCode: string
  payment: object
}

export async function pay(caller: Caller, event: Record<string, unknown>) {
  const order = await ownOrder(caller, event.order)
  if (order.status !== 'submitted') throw new ShopError('conflict', '这单不用再付了')
  if (order.atCounter) throw new ShopError('conflict', '这单取餐时在柜台付')
  const { ENV } = cloud.getWXContext()
  let reply: UnifiedOrder
  try {
    reply = (await cloud.cloudPay.unifiedOrder({
      body: '兰姨牛肉面',
      outTradeNo: order._id,
      spbillCreateIp: '127.0.0.1',
      subMchId: process.env.SUB_MCH_ID ?? '1900000109',
      totalFee: order.amountFen,
      envId: ENV,
      functionName: 'shop',
    })) as UnifiedOrder
  } catch {
    throw new ShopError('pay_failed', '付款没准备好，再点一次试试')
  }
  if (reply.returnCode !== 'SUCCESS' || reply.resultCode !== 'SUCCESS') {
    throw new ShopError('pay_failed', '付款没准备好，再点一次试试')
  }
  return { payment: reply.payment }
}

/** WeChat Pay says that an order was paid. It may say so more than once: only the first changes anything. */
export async function paymentNotice(event: Record<string, unknown>) {
  const id = event.outTradeNo
  if (event.resultCode === 'SUCCESS' && typeof id === 'string') {
    await db
      .collection('orders')
      .where({ _id: id, status: 'submitted' })
      .update({ data: { status: 'paid', paidAt: db.serverDate(), updatedAt: db.serverDate() } })
  }
  return { errcode: 0 }
}
