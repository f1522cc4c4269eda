import type { OrderStep } from '../../contract/metrics'
import { attempt } from './attempt'
import {
  BUSINESS,
  CLIENT,
  CUSTOM,
  OK,
  ORDER_CRUMB,
  RATING,
  REQUEST,
  SHOWN_SIGHT,
  STEP,
  SUBMIT_SIGHT,
} from './catalogue'
import type { OrderSights } from './collectors/collector'
import { reportFault } from './collectors/errors'
import { http } from './collectors/http'
import { customLabel } from './customLabel'
import { type Diagnosis, diagnosis } from './diagnosis'
import { phoneWithPages } from './host'
import { type Equipment, type Monitor, startMonitor } from './monitor'
import type { Options } from './options'
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
  let monitor: Monitor | undefined
  const withMonitor = <T>(use: (running: Monitor) => T): T | undefined =>
    monitor && attempt(() => use(monitor as Monitor))

  return {
    init(options) {
      if (!monitor) monitor = attempt(() => startMonitor(options, phoneWithPages(), equipment))
    },
    track: (name, value, labels) =>
      withMonitor(({ record }) =>
        record(CUSTOM, customLabel(name, labels), OK, Number.isFinite(value) ? value : undefined),
      ),
    order: (step, fields) =>
      withMonitor(({ record, crumb, orders }) => {
        const { sight, nameOrder } = orders as OrderSights
        if (!/^(browse|cart|submit|pay|paid)$/.test(step)) return
        const outcome = Object(fields).failed === true ? BUSINESS : OK
        crumb(ORDER_CRUMB, step, outcome)
        record(STEP, step, outcome)
        const named = Object(fields).order
        if (named || step === 'submit' || step === 'pay') nameOrder(named)
        if (step === 'submit' && outcome === OK) sight(SUBMIT_SIGHT)
        if (step === 'paid') sight(SHOWN_SIGHT)
      }),
    time(name, run) {
      if (!isFunction(run)) return undefined as never
      if (!monitor) return run()
      const { host, record } = monitor
      const startedAt = host.elapsed()
      const ended = (ok: boolean) => record(CUSTOM, customLabel(name), ok ? OK : CLIENT, host.elapsed() - startedAt)
      const result = watchCall(host, run, false, () => ended)()
      if (typeof attempt(() => result.then) !== 'function') attempt(() => ended(true))
      return result
    },
    caught: (error) => withMonitor(({ report }) => reportFault(report, 'error', error)),
    rate: (stars) =>
      withMonitor(({ record }) => {
        if (stars >= 1 && stars <= 5) record(RATING, String(Math.round(stars)), OK)
      }),
    setArea: (name) => withMonitor((running) => running.setArea(name)),
    setConsent: (granted) => withMonitor((running) => running.setConsent(granted)),
    flush: () => withMonitor((running) => running.flush()),
    diagnose: () => withMonitor(diagnosis),
    request(options) {
      const { api } = (monitor || { host: phoneWithPages() }).host
      const original = api.request as Call
      const blind = withMonitor((running) => running.parts.instruments.request !== 'ok')
      return (blind && monitor ? watchCall(monitor.host, original, true, http(REQUEST)(monitor)) : original).call(
        api,
        options,
      )
    },
  }
}
