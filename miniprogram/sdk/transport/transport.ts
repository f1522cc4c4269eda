import { attempt } from '../attempt'
import { MALFORMED, REPORTS_IN_FLIGHT, SEND_TIMEOUT_MS, TOO_LARGE } from '../catalogue'
import type { Host } from '../host'
import type { Call } from '../phoneApi'
import type { Parcel } from '../queue/outbox'
import type { Queue } from '../queue/queue'
import type { Helm } from './steering'

const firstBackOffMs = 5_000
const longestBackOffMs = 300_000
/** Failures in a row until errors are told to WeChat's log too. */
const outOfReach = 3

/** Sends closed batches, oldest first, and forgets one only when the cloud has taken or finally refused it. */
export interface Transport {
  /** @param insist also while backing off, since there may be no later */
  send(insist?: boolean): void
  /** ms to wait before trying again, 0 if all is well */
  backOffMs(): number
  /** the last answer, for diagnose() */
  lastAnswer: string
}

export type LastResort = (host: Host, parcel: Parcel) => void

interface Parts {
  host: Host
  queue: Queue
  helm: Helm
  /** wx.cloud.callFunction as it was before we wrapped it: reports do not report themselves */
  callFunction: Call | undefined
  /** the function that takes reports in */
  name: string
  now(): number
  /** where errors go besides when the cloud is out of reach */
  lastResort: LastResort
  /** something was accepted, refused, or has to be tried again */
  changed(): void
}

/** Codes of `collect` after which it is no use to send the same again, with their drop reasons. */
const final: Record<string, number> = { bad_request: MALFORMED, too_large: TOO_LARGE }

export function openTransport({ host, queue, helm, callFunction, name, now, lastResort, changed }: Parts): Transport {
  let inFlight = 0
  let failures = 0
  let notBefore = 0

  const failed = (parcel: Parcel, why: unknown) => {
    transport.lastAnswer = String(why)
    const waitMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** failures++)
    notBefore = now() + waitMs * (0.5 + host.random() / 2)
    if (parcel.attempts === outOfReach) lastResort(host, parcel)
  }

  /** @returns why the answer is no verdict about the batch; empty if it is one */
  const judge = (parcel: Parcel, answer: unknown): string => {
    const { ok, error, value } = Object(Object(answer).result)
    const { code } = Object(error)
    const reason = final[code]
    if (ok !== true && !reason) return String(code || 'no answer')
    failures = notBefore = 0
    transport.lastAnswer = code || 'accepted'
    if (reason) queue.outbox.lose(parcel, reason)
    else if (queue.outbox.remove(parcel)) helm.follow(Object(value).steering, now())
    return ''
  }

  const launch = (parcel: Parcel, call: Call) => {
    parcel.attempts++
    parcel.flying = true
    inFlight++
    let waiting = true
    const land = (why: unknown) => {
      if (!waiting) return
      waiting = parcel.flying = false
      inFlight--
      host.clearTimeout(timer)
      if (why) failed(parcel, why)
      changed()
    }
    /** a late answer still counts, if it is a verdict */
    const success = (answer: unknown) => attempt(() => land(judge(parcel, answer)))
    const fail = (fault: unknown) => attempt(() => land(Object(fault).errMsg || fault || 'failed'))
    const timer = host.setTimeout(() => fail('timeout'), SEND_TIMEOUT_MS)
    try {
      const returned = call({ name, data: { batch: { ...parcel.batch, sentAt: now() } }, success, fail })
      if (returned && typeof returned.then === 'function') returned.then(success, fail)
    } catch (fault) {
      fail(fault)
    }
  }

  const transport: Transport = {
    lastAnswer: callFunction ? 'none yet' : 'wx.cloud.callFunction is missing',
    send(insist) {
      const nowMs = now()
      if (helm.pausedMs(nowMs) > 0 || (nowMs < notBefore && !insist)) return
      for (let tries = REPORTS_IN_FLIGHT; tries > 0 && inFlight < REPORTS_IN_FLIGHT; tries--) {
        const parcel = queue.outbox.next(nowMs)
        if (!parcel) return
        launch(parcel, callFunction as Call)
      }
    },
    backOffMs: () => Math.max(0, notBefore - now()),
  }
  return transport
}
