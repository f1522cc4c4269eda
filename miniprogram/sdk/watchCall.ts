import { attempt } from './attempt'
import type { Host } from './host'
import type { Call } from './phoneApi'

/** Told once how a call ended; `answer` is WeChat's answer or error. */
export type Ended = (ok: boolean, answer: unknown, durationMs: number) => void

/** The app's options of a call. */
export type CallOptions = Record<string, unknown>

/**
 * A function that does what `original` does and tells how it ended.
 * @param addsCallbacks WeChat answers by callbacks only, so we may add ours to a call that has none. Where it would
 *   return a promise then, adding one would take that promise from the app.
 * @param begin called with the app's options before the call; undefined: do not watch this one
 */
export function watchCall(
  host: Host,
  original: Call,
  addsCallbacks: boolean,
  begin: (options: CallOptions) => Ended | undefined,
): Call {
  return function (this: unknown, ...args: unknown[]) {
    const options = args[0] as CallOptions
    /** a request without options cannot be watched; an operation of a database needs none */
    let ended = !addsCallbacks || isObject(options) ? attempt(() => begin(options)) : undefined
    if (!ended) return original.apply(this, args)
    const startedAt = host.elapsed()
    const settle = (ok: boolean, answer: unknown) => {
      const tell = ended
      ended = undefined
      if (tell) attempt(() => tell(ok, answer, host.elapsed() - startedAt))
    }
    if (addsCallbacks || (isObject(options) && hasCallback(options)))
      args[0] = attempt(() => listening(options, settle)) || options
    let returned: unknown
    try {
      returned = original.apply(this, args)
    } catch (fault) {
      settle(false, fault)
      throw fault
    }
    return follow(returned, settle)
  }
}

type Settle = (ok: boolean, answer: unknown) => void

const isObject = (value: unknown): boolean => typeof value === 'object' && !!value

const hasCallback = (options: CallOptions): boolean =>
  ['success', 'fail', 'complete'].some((name) => typeof options[name] === 'function')

/** A copy, inherited fields too: the app's own object is not touched. */
function listening(options: CallOptions, settle: Settle): CallOptions {
  const copy: CallOptions = {}
  for (const key in options) copy[key] = options[key]
  copy.success = before(options.success, (answer) => settle(true, answer))
  copy.fail = before(options.fail, (answer) => settle(false, answer))
  return copy
}

/** `callback`, if it is one, after `hear` has heard the same. */
export const before = (callback: unknown, hear: (answer: unknown) => void): Call =>
  function (this: unknown, ...args: unknown[]) {
    hear(args[0])
    if (typeof callback === 'function') return callback.apply(this, args)
  }

/**
 * A plain promise is handed on through ours, so that a rejection the app does not handle stays unhandled. One with
 * methods of its own (a task that is also thenable) is returned as it is.
 */
function follow(returned: unknown, settle: Settle): unknown {
  const promise = returned as Promise<unknown>
  if (!returned || typeof attempt(() => promise.then) !== 'function') return returned
  const isPlain = promise instanceof Promise && Object.keys(promise).length === 0
  const good = (answer: unknown) => {
    settle(true, answer)
    return answer
  }
  const bad = (fault: unknown) => {
    settle(false, fault)
    if (isPlain) throw fault
  }
  const next = attempt(() => promise.then(good, bad))
  return isPlain ? next : returned
}
