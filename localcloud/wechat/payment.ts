import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import type { Journal } from './journal'

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
  closed: boolean
}

/** What WeChat Pay keeps: orders, payments, and which of these the shop's server has acknowledged. */
export type PaymentLine =
  | { kind: 'order'; order: PrepaidOrder }
  | { kind: 'paid'; prepayId: string; openid: string; notify: boolean }
  | { kind: 'acknowledged'; prepayId: string }
  | { kind: 'closed'; prepayId: string }

/** A notice that the shop's server has not acknowledged. */
export interface OpenNotice {
  order: PrepaidOrder
  openid: string
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
  private readonly openNotices = new Map<string, OpenNotice>()
  private next: NextPayment | undefined

  constructor(private readonly journal: Journal<PaymentLine>) {
    for (const line of journal.read()) this.apply(line)
  }

  /** Notices still to be given, of before a restart. */
  get unacknowledged(): OpenNotice[] {
    return [...this.openNotices.values()]
  }

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
      return failed('ORDERPAID')
    }
    const prepaid: PrepaidOrder = {
      prepayId: `wx${randomBytes(16).toString('hex')}`,
      functionName: order.function_name,
      body: order.body,
      outTradeNo: order.out_trade_no,
      totalFee: order.total_fee,
      subMchId: order.sub_mch_id,
      nonceStr: randomBytes(16).toString('hex'),
      ...{ paid: false, closed: false },
    }
    this.record({ kind: 'order', order: prepaid })
    return {
      ...done,
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
    if (!order || order.closed || payment.nonceStr !== order.nonceStr) return undefined
    return payment.paySign === signOf(order, payment.timeStamp ?? '') ? order : undefined
  }

  /** @param notify whether the shop's server is to be told */
  markPaid(order: PrepaidOrder, openid: string, notify: boolean): void {
    this.record({ kind: 'paid', prepayId: order.prepayId, openid, notify })
  }

  markAcknowledged(order: PrepaidOrder): void {
    this.record({ kind: 'acknowledged', prepayId: order.prepayId })
  }

  /** `cloudPay.queryOrder`, by out_trade_no. */
  queryOrder(args: unknown): Record<string, unknown> {
    const order = this.byTradeNo((args as { out_trade_no?: unknown } | null)?.out_trade_no)
    if (!order) return failed('ORDERNOTEXIST')
    const trade_state = order.paid ? 'SUCCESS' : order.closed ? 'CLOSED' : 'NOTPAY'
    return { ...done, out_trade_no: order.outTradeNo, trade_state, total_fee: order.totalFee }
  }

  /** `cloudPay.closeOrder`, by out_trade_no: its parameters cannot be paid with any more. */
  closeOrder(args: unknown): Record<string, unknown> {
    const order = this.byTradeNo((args as { out_trade_no?: unknown } | null)?.out_trade_no)
    if (!order) return failed('ORDERNOTEXIST')
    if (order.paid) return failed('ORDERPAID')
    this.record({ kind: 'closed', prepayId: order.prepayId })
    return done
  }

  clear(): void {
    this.journal.clear()
    this.orders.clear()
    this.paidTradeNos.clear()
    this.openNotices.clear()
    this.next = undefined
  }

  /** The newest order of that number. */
  private byTradeNo(outTradeNo: unknown): PrepaidOrder | undefined {
    return [...this.orders.values()].findLast((order) => order.outTradeNo === outTradeNo)
  }

  private record(line: PaymentLine): void {
    this.journal.add(line)
    this.apply(line)
  }

  private apply(line: PaymentLine): void {
    if (line.kind === 'order') {
      this.orders.set(line.order.prepayId, line.order)
      return
    }
    const order = this.orders.get(line.prepayId)
    if (!order) return
    if (line.kind === 'closed') order.closed = true
    if (line.kind === 'acknowledged') this.openNotices.delete(line.prepayId)
    if (line.kind !== 'paid') return
    order.paid = true
    this.paidTradeNos.add(order.outTradeNo)
    if (line.notify) this.openNotices.set(line.prepayId, { order, openid: line.openid })
  }
}

const done = { return_code: 'SUCCESS', return_msg: 'OK', result_code: 'SUCCESS' }
const failed = (err_code: string) => ({ ...done, result_code: 'FAIL', err_code })

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
