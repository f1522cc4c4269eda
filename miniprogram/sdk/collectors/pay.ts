import { ORDER_CRUMB, PAY, UNKNOWN } from '../catalogue'
import { payOutcome } from '../classify'
import { watchCall } from '../watchCall'
import { wrap } from '../wrap'
import type { Collector } from './collector'

/** A payment that has said nothing for this long, in ms: the sheet was closed without an answer, or WeChat lost it. */
const silenceMs = 120_000
const channel = 'wechat'

/** What the phone saw of payments. */
export const pay: Collector = {
  name: 'pay',
  start: ({ host, record, crumb }) =>
    wrap(host.api, 'requestPayment', (original) =>
      watchCall(host, original, false, () => {
        let silent = false
        const timer = host.setTimeout(() => {
          silent = true
          record(PAY, channel, UNKNOWN)
        }, silenceMs)
        return (ok, answer, durationMs) => {
          host.clearTimeout(timer)
          const outcome = payOutcome(ok, answer)
          crumb(ORDER_CRUMB, 'pay', outcome)
          if (!silent) record(PAY, channel, outcome, durationMs)
        }
      }),
    ),
}
