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
import type { OrderSights } from './collector'
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
export const pay = watched('requestPayment', ({ host, record, crumb, orders }) => () => {
  const { sight } = orders as OrderSights
  let silent = false
  sight(ASKED_SIGHT)
  const timer = host.setTimeout(() => {
    silent = true
    record(PAY, channel, UNKNOWN)
  }, silenceMs)
  return (ok, answer, durationMs) => {
    host.clearTimeout(timer)
    const outcome = payOutcome(ok, answer)
    crumb(ORDER_CRUMB, 'pay', outcome)
    sight(sightOf(outcome))
    if (!silent) record(PAY, channel, outcome, durationMs)
  }
})
