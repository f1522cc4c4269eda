import { attempt } from '../attempt'
import { MALFORMED, REPORTS_IN_FLIGHT, SEND_TIMEOUT_MS, TOO_LARGE } from '../catalogue'
import type { Host } from '../host'
import type { Call } from '../phoneApi'
import type { Outbox, Parcel } from '../queue/outbox'
import { type Helm, ownCourse, steer } from './steering'

const firstBackOffMs = 5_000
const longestBackOffMs = 300_000
/** Failures in a row until errors are told to WeChat's log too. */
const outOfReach = 3

/** Sends closed batches, oldest first, and forgets one only when the cloud has taken or finally refused it. */
export interface Transport extends Helm {
  send(): void
  /** when to try again after a failure, epoch ms; past if all is well */
  retryAt: number
  /** the last answer, for diagnose(): a code of `collect`, what else went wrong, or that all is well */
  heardLast?: unknown
}

export type LastResort = (host: Host, parcel: Parcel) => void

/** Codes of `collect` after which it is no use to send the same again, with their drop reasons. */
const final: Record<string, number> = { bad_request: MALFORMED, too_large: TOO_LARGE }

/**
 * @param callCollect calls the function that takes reports in; may answer by callbacks, by a promise, or by both
 * @param changed something was accepted, refused, or has to be tried again
 * @param lastResort where errors go besides when the cloud is out of reach
 */
export function openTransport(
  host: Host,
  outbox: Outbox,
  callCollect: (data: object, land: Call) => Promise<unknown> | undefined,
  changed: () => void,
  lastResort?: LastResort,
): Transport {
  const { now } = host
  let inFlight = 0
  let failures = 0

  const launch = (parcel: Parcel) => {
    let waiting = true
    parcel.flying = true
    parcel.attempts++
    inFlight++
    /** A late answer still counts, if it is a verdict about the batch. */
    const land = (answer: unknown) =>
      attempt(() => {
        const { result, errMsg } = Object(answer)
        const { ok, error, value } = Object(result)
        const { code } = Object(error)
        const refused = final[code]
        if (ok === true || refused) {
          failures = transport.retryAt = 0
          if (refused) outbox.lose(parcel, refused)
          else if (outbox.remove(parcel)) steer(transport, Object(value).steering, now())
        } else if (waiting) {
          transport.retryAt =
            now() + Math.min(longestBackOffMs, firstBackOffMs * 2 ** failures++) * (0.5 + host.random() / 2)
          if (lastResort && parcel.attempts === outOfReach) lastResort(host, parcel)
        } else return
        transport.heardLast = code || ok || errMsg || answer
        if (!waiting) return
        waiting = parcel.flying = false
        inFlight--
        host.clearTimeout(timer)
        changed()
      })
    const timer = host.setTimeout(() => land('timeout'), SEND_TIMEOUT_MS)
    try {
      const returned = callCollect({ batch: { ...parcel.content, sentAt: now() } }, land)
      if (Object(returned).then) (returned as Promise<unknown>).then(land, land)
    } catch (fault) {
      land(fault)
    }
  }

  const transport: Transport = {
    ...ownCourse,
    retryAt: 0,
    send() {
      for (let tries = REPORTS_IN_FLIGHT; tries-- && inFlight < REPORTS_IN_FLIGHT; ) {
        const parcel = outbox.next()
        if (parcel) launch(parcel)
      }
    },
  }
  return transport
}
