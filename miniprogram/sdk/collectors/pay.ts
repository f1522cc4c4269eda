import {
  ABORTED,
  ASKED_SIGHT,
  CANCELLED_SIGHT,
  FAILED_SIGHT,
  OK,
  OK_SIGHT,
  ORDER_CRUMB,
  PAY,
  TIMEOUT,
  UNCLEAR_SIGHT,
  UNKNOWN,
} from '../catalogue'
import { payOutcome } from '../classify'
import { sightOrder } from '../orderSights'
import { watched } from './watched'

/** A payment that has said nothing for this long, in ms: the sheet was closed without an answer, or WeChat lost it. */
const silenceMs = 120_000
const channel = 'wechat'

/** Neither yes nor no: the connection or the app went away meanwhile. */
const sightOf = (outcome: number): number => {
  if (outcome === OK) return OK_SIGHT
  if (outcome === ABORTED) return CANCELLED_SIGHT
  return outcome >= TIMEOUT ? UNCLEAR_SIGHT : FAILED_SIGHT
}

/** What the phone saw of payments. */
export const pay = watched('requestPayment', (context) => () => {
  let silent = false
  sightOrder(context, ASKED_SIGHT)
  const timer = context.host.setTimeout(() => {
    silent = true
    context.record(PAY, channel, UNKNOWN)
  }, silenceMs)
  return (ok, answer, durationMs) => {
    context.host.clearTimeout(timer)
    const outcome = payOutcome(ok, answer)
    context.crumb(ORDER_CRUMB, 'pay', outcome)
    sightOrder(context, sightOf(outcome))
    if (!silent) context.record(PAY, channel, outcome, durationMs)
  }
})
