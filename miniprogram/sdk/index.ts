import type { OrderStep } from '../../contract/metrics'
import { attempt } from './attempt'
import { ORDER_STEPS } from './catalogue'
import { watchRequest } from './collectors/request'
import { customLabel } from './customLabel'
import type { Diagnosis } from './diagnosis'
import { phoneHost } from './host'
import { type Monitor, startMonitor } from './monitor'
import type { Options } from './options'
import type { Call } from './phoneApi'

export type { OrderStep } from '../../contract/metrics'
export type { Diagnosis } from './diagnosis'
export type { CollectorName, Options } from './options'

let monitor: Monitor | undefined

/** First line of app.ts. A second call does nothing. Nothing here ever throws into the app. */
export function init(options: Options): void {
  if (!monitor) monitor = attempt(() => startMonitor(options, phoneHost()))
}

/**
 * Counts something of your own.
 * @param value a duration in ms, if it has one
 * @param labels short words from closed sets, e.g. { size: 'large' }: no names, no ids
 */
export function track(name: string, value?: number, labels?: Record<string, string | number | boolean>): void {
  attempt(() => monitor?.record('custom', customLabel(name, labels), 'ok', Number.isFinite(value) ? value : undefined))
}

/**
 * The customer took a step on the road of an order.
 * @param fields failed: the step did not work. Other fields stay on the phone.
 */
export function order(step: OrderStep, fields?: { failed?: boolean; [field: string]: unknown }): void {
  attempt(() => {
    if (!monitor || !ORDER_STEPS.includes(step)) return
    const outcome = fields?.failed === true ? 'business' : 'ok'
    monitor.crumb('order', `${step} ${outcome}`)
    monitor.record('step', step, outcome)
  })
}

/** Runs `run` and measures it, also if it returns a promise. Returns and throws what `run` does. */
export function time<T>(name: string, run: () => T): T {
  const startedAt = attempt(() => monitor?.host.elapsed()) ?? 0
  const ended = (outcome: 'ok' | 'client') =>
    attempt(() => monitor?.record('custom', customLabel(name), outcome, monitor.host.elapsed() - startedAt))
  let result: T
  try {
    result = run()
  } catch (fault) {
    ended('client')
    throw fault
  }
  if (!(result instanceof Promise)) {
    ended('ok')
    return result
  }
  return result.then(
    (value: unknown) => {
      ended('ok')
      return value
    },
    (fault: unknown) => {
      ended('client')
      throw fault
    },
  ) as T
}

/** With `askConsent`: true sends what was kept back, false throws it away and stops. */
export function setConsent(granted: boolean): void {
  attempt(() => monitor?.setConsent(granted))
}

/** Sends what there is now. */
export function flush(): void {
  attempt(() => monitor?.flush())
}

/** Which instruments are healthy and why not, what waits, what was dropped. Undefined before init. */
export function diagnose(): Diagnosis | undefined {
  return attempt(() => monitor?.diagnose())
}

/** wx.request, measured, for hosts where diagnose() says that it cannot be replaced. */
export function request(options: Record<string, unknown>): unknown {
  const api = (monitor ?? { host: phoneHost() }).host.api
  const original = api.request as Call
  const measured = monitor && monitor.diagnose().instruments.request !== 'ok'
  return measured && monitor ? watchRequest(monitor, original).call(api, options) : original.call(api, options)
}
