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
  start: (context) =>
    wrap(context.host.api, 'requestPayment', (original) =>
      watchCall(context.host, original, 'either', () => {
        let silent = false
        const timer = context.host.setTimeout(() => {
          silent = true
          context.record('pay', channel, 'unknown')
        }, silenceMs)
        return (ok, answer, durationMs) => {
          context.host.clearTimeout(timer)
          const outcome = payOutcome(ok, answer)
          context.crumb('order', `pay ${outcome}`)
          if (!silent) context.record('pay', channel, outcome, durationMs)
        }
      }),
    ),
}
