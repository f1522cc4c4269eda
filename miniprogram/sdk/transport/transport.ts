import { LIMITS } from '../../../contract/limits'
import { attempt } from '../attempt'
import type { Host } from '../host'
import type { Call } from '../phoneApi'
import { eventsIn, type Parcel } from '../queue/outbox'
import type { Queue } from '../queue/queue'
import { readReceipt } from './receipt'
import type { Helm } from './steering'

const firstBackOffMs = 5_000
const longestBackOffMs = 300_000

/** Sends closed batches, oldest first, and forgets one only when the cloud has taken or finally refused it. */
export interface Transport {
  /** @param insist also while backing off, since there may be no later */
  send(insist?: boolean): void
  /** ms to wait before trying again, 0 if all is well */
  backOffMs(): number
  /** the last answer, for diagnose() */
  lastAnswer(): string
}

interface Parts {
  host: Host
  queue: Queue
  helm: Helm
  /** wx.cloud.callFunction as it was before we wrapped it: reports do not report themselves */
  callFunction: Call | undefined
  /** the function that takes reports in */
  name: string
  now(): number
  /** something was accepted, refused, or has to be tried again */
  changed(): void
}

export function openTransport({ host, queue, helm, callFunction, name, now, changed }: Parts): Transport {
  let inFlight = 0
  let failures = 0
  let notBefore = 0
  let lastAnswer = callFunction ? 'none yet' : 'wx.cloud.callFunction is missing'

  const failed = (why: string) => {
    lastAnswer = why
    const waitMs = Math.min(longestBackOffMs, firstBackOffMs * 2 ** failures++)
    notBefore = now() + waitMs * (0.5 + host.random() / 2)
  }

  const judge = (parcel: Parcel, answer: unknown) => {
    const verdict = readReceipt(answer)
    if (verdict.kind === 'later') return failed(verdict.why)
    failures = 0
    notBefore = 0
    lastAnswer = verdict.kind
    if (verdict.kind === 'accepted') helm.follow(verdict.steering, now())
    if (queue.outbox.remove(parcel) && verdict.kind === 'refused') {
      queue.drop(verdict.reason, eventsIn(parcel.batch))
      queue.drops.addAll(parcel.batch.dropped)
    }
  }

  const launch = (parcel: Parcel, call: Call) => {
    parcel.attempts++
    parcel.flying = true
    inFlight++
    let waiting = true
    const land = (then: () => void) => {
      if (!waiting) return
      waiting = false
      host.clearTimeout(timer)
      parcel.flying = false
      inFlight--
      then()
      changed()
    }
    /** a late answer still counts, if it is a verdict */
    const heard = (answer: unknown) => {
      if (waiting) land(() => judge(parcel, answer))
      else if (readReceipt(answer).kind !== 'later') judge(parcel, answer)
    }
    const refused = (fault: unknown) =>
      land(() => failed(String((fault as { errMsg?: unknown } | undefined)?.errMsg ?? fault)))
    const timer = host.setTimeout(() => land(() => failed('timeout')), LIMITS.sendTimeoutMs)
    try {
      const batch = { ...parcel.batch, sentAt: now() }
      const success = (answer: unknown) => attempt(() => heard(answer))
      const fail = (fault: unknown) => attempt(() => refused(fault))
      const returned = call({ name, data: { batch }, success, fail })
      if (typeof returned?.then === 'function') returned.then(success, fail)
    } catch (fault) {
      refused(fault)
    }
  }

  return {
    send(insist = false) {
      const nowMs = now()
      if (!callFunction || helm.pausedMs(nowMs) > 0 || (nowMs < notBefore && !insist)) return
      for (let tries = 0; tries < LIMITS.reportsInFlight && inFlight < LIMITS.reportsInFlight; tries++) {
        const parcel = queue.outbox.next(nowMs)
        if (!parcel) return
        launch(parcel, callFunction)
      }
    },
    backOffMs: () => Math.max(0, notBefore - now()),
    lastAnswer: () => lastAnswer,
  }
}
