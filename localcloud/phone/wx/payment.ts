import { markTap } from '../runtime/events'
import { askPayment } from '../runtime/ui/paymentSheet'
import { ApiFailure, asyncApi, type Family } from './api'

const FIELDS = ['timeStamp', 'nonceStr', 'package', 'signType', 'paySign'] as const

/** wx.requestPayment: WeChat Pay's drawn sheet, then what the local cloud's WeChat Pay says. */
export const paymentFamily: Family = ({ cloud, parameters }) => ({
  requestPayment: asyncApi<Record<string, string>>('requestPayment', async (options) => {
    const payment: Record<string, string> = {}
    for (const field of FIELDS) {
      const value = options[field]
      if (typeof value !== 'string' && field !== 'signType')
        throw new ApiFailure(`parameter error: parameter.${field} should be String`)
      if (typeof value === 'string') payment[field] = value
    }
    if (!parameters.autopay && !(await askPayment())) throw new ApiFailure('cancel')
    const { errMsg = '', silent } = await cloud.post('/_phone/pay', { payment })
    markTap()
    // The phone hears nothing, as when the network drops just then.
    if (silent) return new Promise(() => {})
    const outcome = /^requestPayment:(fail)?\s*(.*)$/s.exec(String(errMsg))
    if (outcome?.[1]) throw new ApiFailure(outcome[2] ?? '')
    return {}
  }),
})
