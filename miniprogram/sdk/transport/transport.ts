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
  send(): void
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
  lastResort?: LastResort | undefined
  /** something was accepted, refused, or has to be tried again */
  changed(): void
}

/** Codes of `collect` after which it is no use to send the same again, with their drop reasons. */
const final: Record<string, number> = { bad_request: MALFORMED, too_large: TOO_LARGE }

export function openTransport({ host, queue, helm, callFunction, name, now, lastResort, changed }: Parts): Transport {
  const { outbox } = queue
  let inFlight = 0
  let failures = 0
  let notBefore = 0

  const launch = (parcel: Parcel) => {
    let waiting = true
    parcel.flying = true
    parcel.attempts++
    inFlight++
    /** A late answer still counts, if it is a verdict about the batch. */
    const land = (answer: unknown, why?: unknown) =>
      attempt(() => {
        const { ok, error, value } = Object(Object(answer).result)
        const { code } = Object(error)
        const isTaken = ok === true
        if (isTaken || final[code]) {
          failures = notBefore = 0
          if (!isTaken) outbox.lose(parcel, final[code] as number)
          else if (outbox.remove(parcel)) helm.follow(Object(value).steering, now())
        } else if (waiting) {
          notBefore = now() + Math.min(longestBackOffMs, firstBackOffMs * 2 ** failures++) * (0.5 + host.random() / 2)
          if (lastResort && parcel.attempts === outOfReach) lastResort(host, parcel)
        } else return
        transport.lastAnswer = isTaken ? 'accepted' : String(code || why || 'no answer')
        if (!waiting) return
        waiting = parcel.flying = false
        inFlight--
        host.clearTimeout(timer)
        changed()
      })
    const fail = (fault: unknown) => land(0, Object(fault).errMsg || fault)
    const timer = host.setTimeout(() => fail('timeout'), SEND_TIMEOUT_MS)
    try {
      const data = { batch: { ...parcel.batch, sentAt: now() } }
      const returned = (callFunction as Call)({ name, data, success: land, fail })
      if (returned?.then) returned.then(land, fail)
    } catch (fault) {
      fail(fault)
    }
  }

  const transport: Transport = {
    lastAnswer: 'none yet',
    send() {
      for (let tries = REPORTS_IN_FLIGHT; tries-- && inFlight < REPORTS_IN_FLIGHT; ) {
        const parcel = outbox.next(now())
        if (parcel) launch(parcel)
      }
    },
    backOffMs: () => Math.max(0, notBefore - now()),
  }
  return transport
}
