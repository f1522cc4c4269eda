import type { OrderStep } from '../../contract/metrics'
import { moveTo } from './area'
import { attempt } from './attempt'
import {
  BUSINESS,
  CLIENT,
  CUSTOM,
  OK,
  ORDER_CRUMB,
  RATING,
  REQUEST,
  REQUEST_CRUMB,
  SHOWN_SIGHT,
  STEP,
  SUBMIT_SIGHT,
} from './catalogue'
import { HEALTHY } from './collectors/collector'
import { http } from './collectors/http'
import { customLabel } from './customLabel'
import { type Diagnosis, diagnosis } from './diagnosis'
import { phoneWithPages } from './host'
import { type Equipment, type Monitor, startMonitor } from './monitor'
import type { Options } from './options'

import { nameOrder, sightOrder } from './orderSights'
import type { Call } from './phoneApi'
import { isFunction, watchCall } from './watchCall'

export type { OrderStep } from '../../contract/metrics'

/** What an app can do with the SDK. Nothing here ever throws into the app. */
export interface Face {
  /** First line of app.ts. A second call does nothing. */
  init(options: Options): void
  /**
   * Counts something of your own.
   * @param value a duration in ms, if it has one
   * @param labels short words from closed sets, e.g. { size: 'large' }: no names, no ids
   */
  track(name: string, value?: number, labels?: Record<string, string | number | boolean>): void
  /**
   * The customer took a step on the road of an order.
   * @param fields failed: the step did not work. order: its id in the shop's own collection, which leaves the phone only
   * as a word made from it; with it payments are held against the server's truth. Other fields stay on the phone.
   */
  order(step: OrderStep, fields?: { failed?: boolean; order?: string; [field: string]: unknown }): void
  /**
   * Runs `run` and measures it, also if it returns a promise. Returns and throws what `run` does; undefined if that is no
   * function.
   */
  time<T>(name: string, run: () => T): T
  /** An error that the app has caught itself, or that its framework swallows (Taro, uni-app: see docs/sdk.md). */
  caught(error: unknown): void
  /** A customer's rating of the app, one to five stars. */
  rate(stars: number): void
  /**
   * Where the customer wants it delivered, in the shop's own word for a delivery area: 'university', '3号楼'. A dozen
   * different ones, no addresses, at most 32 characters; what comes from here on is counted there.
   */
  setArea(name: string): void
  /** With `askConsent`: true sends what was kept back, false throws it away and stops. */
  setConsent(granted: boolean): void
  /** Sends what there is now. */
  flush(): void
  /** Which instruments are healthy and why not, what waits, what was dropped. Undefined before init. */
  diagnose(): Diagnosis | undefined
  /** wx.request, measured, for hosts where diagnose() says that it cannot be replaced. */
  request(options: Record<string, unknown>): unknown
}

/** The face of an SDK that is made of this. */
export function makeFace(equipment: Equipment): Face {
  const host = phoneWithPages()
  let monitor: Monitor | undefined
  /** What the app calls: nothing without a monitor, and nothing if it fails. */
  const safely =
    <A extends unknown[], T>(use: (running: Monitor, ...args: A) => T) =>
    (...args: A) =>
      attempt(() => monitor && use(monitor, ...args))

  return {
    init(options) {
      monitor = monitor || attempt(() => startMonitor(options, host, equipment))
    },
    track: safely((running, name, value, labels) => running.record(CUSTOM, customLabel(name, labels), OK, value)),
    order: safely((running, step, fields) => {
      if (!/^(browse|cart|submit|pay|paid)$/.test(step)) return
      const { failed, order } = Object(fields)
      const outcome = failed === true ? BUSINESS : OK
      running.ended(STEP, ORDER_CRUMB, step, outcome)
      if (order || step === 'submit' || step === 'pay') nameOrder(running, order)
      if (step === 'submit' && outcome === OK) sightOrder(running, SUBMIT_SIGHT)
      if (step === 'paid') sightOrder(running, SHOWN_SIGHT)
    }),
    time(name, run) {
      if (!isFunction(run)) return undefined as never
      const startedAt = host.elapsed()
      const ended = safely((running, ok: boolean) =>
        running.record(CUSTOM, customLabel(name), ok ? OK : CLIENT, host.elapsed() - startedAt),
      )
      const result = watchCall(host, run, false, () => ended)()
      if (!isFunction(attempt(() => result.then))) ended(true)
      return result
    },
    caught: safely((running, error) => running.report('error', error)),
    rate: safely((running, stars) => {
      if (stars >= 1 && stars <= 5) running.record(RATING, String(Math.round(stars)), OK)
    }),
    setArea: safely(moveTo),
    setConsent: safely((running, granted) => running.decide(granted)),
    flush: safely((running) => running.sendNow(true)),
    diagnose: safely(diagnosis),
    request(options) {
      const { api } = host
      const original = api.request as Call
      const watched = safely(
        (running) =>
          running.healths.request !== HEALTHY && watchCall(host, original, true, http(REQUEST, REQUEST_CRUMB)(running)),
      )()
      return (watched || original).call(api, options)
    },
  }
}
