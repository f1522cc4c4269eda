import { order } from '../sdk/index'
import { askShop } from './shop'

export type PaymentResult = 'paid' | 'cancelled' | 'failed'

/**
 * Asks the shop for a payment and opens WeChat Pay with it. What the phone saw is only a hint: the order's
 * state on the server is the truth.
 * @param id the order's id
 */
export async function payFor(id: string): Promise<PaymentResult> {
  order('pay', { order: id })
  try {
    const { payment } = await askShop('pay', { order: id })
    await wx.requestPayment(payment)
    order('paid', { order: id })
    return 'paid'
  } catch (failure) {
    const text = (failure as { errMsg?: string }).errMsg ?? ''
    return text.includes('cancel') ? 'cancelled' : 'failed'
  }
}
