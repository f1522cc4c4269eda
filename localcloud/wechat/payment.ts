import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'

/** What the customer's phone hears of a payment; `silent` hears nothing, as when the network drops there. */
export const PAYMENT_OUTCOMES = ['ok', 'cancel', 'fail', 'silent'] as const
export type PaymentOutcome = (typeof PAYMENT_OUTCOMES)[number]

export interface NextPayment {
  outcome: PaymentOutcome
  /** Whether WeChat Pay tells the server that it was paid. */
  notify: boolean
}

/** An order that WeChat Pay has been told of and that can be paid. */
export interface PrepaidOrder {
  prepayId: string
  functionName: string
  body: string
  outTradeNo: string
  /** Cents. */
  totalFee: number
  subMchId: string
  nonceStr: string
  paid: boolean
}

/** Fields of `cloudPay.unifiedOrder` that WeChat Pay insists on, in the wire's snake case. */
const unifiedOrderSchema = z.object({
  body: z.string().min(1).max(128),
  out_trade_no: z.string().regex(/^[\w|*@-]{6,32}$/),
  spbill_create_ip: z.string().min(1),
  sub_mch_id: z.coerce.string().min(1),
  total_fee: z.number().int().positive(),
  env_id: z.string().min(1),
  function_name: z.string().min(1),
})

/** What `wx.requestPayment` is given, as made by unifiedOrder. */
export interface PaymentParameters {
  timeStamp: string
  nonceStr: string
  package: string
  signType: 'MD5'
  paySign: string
}

/** WeChat Pay's ledger of orders and how the next payment goes. */
export class WeChatPay {
  private readonly orders = new Map<string, PrepaidOrder>()
  private readonly paidTradeNos = new Set<string>()
  private next: NextPayment | undefined

  /** Applies to one payment; after it payments succeed again. */
  setNext(next: NextPayment): void {
    this.next = next
  }

  takeNext(): NextPayment {
    const next = this.next ?? { outcome: 'ok', notify: true }
    this.next = undefined
    return next
  }

  /** The reply of WeChat Pay: a business failure is a reply too, with return_code FAIL. */
  unifiedOrder(args: unknown, nowMs: number): Record<string, unknown> {
    const parsed = unifiedOrderSchema.safeParse(args)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      return { return_code: 'FAIL', return_msg: `${issue?.path.join('.')}: ${issue?.message}` }
    }
    const { data: order } = parsed
    if (this.paidTradeNos.has(order.out_trade_no)) {
      return { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'FAIL', err_code: 'ORDERPAID' }
    }
    const prepaid: PrepaidOrder = {
      prepayId: `wx${randomBytes(16).toString('hex')}`,
      functionName: order.function_name,
      body: order.body,
      outTradeNo: order.out_trade_no,
      totalFee: order.total_fee,
      subMchId: order.sub_mch_id,
      nonceStr: randomBytes(16).toString('hex'),
      paid: false,
    }
    this.orders.set(prepaid.prepayId, prepaid)
    return {
      return_code: 'SUCCESS',
      return_msg: 'OK',
      result_code: 'SUCCESS',
      sub_mch_id: prepaid.subMchId,
      nonce_str: prepaid.nonceStr,
      trade_type: 'JSAPI',
      prepay_id: prepaid.prepayId,
      payment: parametersOf(prepaid, nowMs),
    }
  }

  /** The order that `wx.requestPayment` was called for; undefined when the parameters were tampered with. */
  orderOf(payment: Partial<PaymentParameters>): PrepaidOrder | undefined {
    const order = this.orders.get(/^prepay_id=(\w+)$/.exec(payment.package ?? '')?.[1] ?? '')
    if (!order || payment.nonceStr !== order.nonceStr) return undefined
    return payment.paySign === signOf(order, payment.timeStamp ?? '') ? order : undefined
  }

  markPaid(order: PrepaidOrder): void {
    order.paid = true
    this.paidTradeNos.add(order.outTradeNo)
  }

  clear(): void {
    this.orders.clear()
    this.paidTradeNos.clear()
    this.next = undefined
  }
}

function parametersOf(order: PrepaidOrder, nowMs: number): PaymentParameters {
  const timeStamp = String(Math.floor(nowMs / 1000))
  return {
    timeStamp,
    nonceStr: order.nonceStr,
    package: `prepay_id=${order.prepayId}`,
    signType: 'MD5',
    paySign: signOf(order, timeStamp),
  }
}

const signOf = (order: PrepaidOrder, timeStamp: string): string =>
  createHash('md5').update(`${order.prepayId}&${order.nonceStr}&${timeStamp}&${order.totalFee}`).digest('hex')

/** WeChat Pay's notice to the function named in the order (the callback of cloudPay.unifiedOrder). */
export function paymentNotice(order: PrepaidOrder, openid: string, appid: string, nowMs: number) {
  return {
    returnCode: 'SUCCESS',
    resultCode: 'SUCCESS',
    appid,
    subAppid: appid,
    mchId: '1800000000',
    subMchId: order.subMchId,
    openid,
    subOpenid: openid,
    isSubscribe: 'N',
    tradeType: 'JSAPI',
    bankType: 'OTHERS',
    feeType: 'CNY',
    totalFee: order.totalFee,
    cashFee: order.totalFee,
    nonceStr: order.nonceStr,
    outTradeNo: order.outTradeNo,
    transactionId: `42${order.prepayId.slice(2, 28)}`,
    // Beijing time, digits only.
    timeEnd: new Date(nowMs + 8 * 3_600_000).toISOString().replace(/\D/g, '').slice(0, 14),
  }
}
