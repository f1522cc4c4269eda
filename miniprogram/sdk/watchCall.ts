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
export const watchCall = (
  host: Host,
  original: Call,
  addsCallbacks: boolean | undefined,
  begin: (options: CallOptions) => Ended | undefined,
): Call =>
  function (this: unknown, ...args: unknown[]) {
    const options = args[0] as CallOptions
    const startedAt = host.elapsed()
    /** a request without options cannot be watched; an operation of a database needs none */
    let ended = !addsCallbacks || Object(options) === options ? attempt(() => begin(options)) : undefined
    const settle = (ok: boolean, answer: unknown) => {
      const tell = ended
      ended = undefined
      if (tell) attempt(() => tell(ok, answer, host.elapsed() - startedAt))
    }
    if (ended)
      attempt(() => {
        const { success, fail, complete } = Object(options)
        if (!addsCallbacks && ![success, fail, complete].some(isFunction)) return
        /** a copy, inherited fields too: the app's own object is not touched */
        const copy: CallOptions = {}
        for (const key in options) copy[key] = options[key]
        copy.success = before(success, (answer) => settle(true, answer))
        copy.fail = before(fail, (answer) => settle(false, answer))
        args[0] = copy
      })
    try {
      const returned = original.apply(this, args)
      return ended ? follow(returned, settle) : returned
    } catch (fault) {
      settle(false, fault)
      throw fault
    }
  }

type Settle = (ok: boolean, answer: unknown) => void

export const isFunction = (value: unknown): value is Call => typeof value === 'function'

/** `callback`, if it is one, after `hear` has heard the same. */
export const before = (callback: unknown, hear: (answer: unknown) => void): Call =>
  function (this: unknown, ...args: unknown[]) {
    hear(args[0])
    if (isFunction(callback)) return callback.apply(this, args)
  }

/**
 * A plain promise is handed on through ours, so that a rejection the app does not handle stays unhandled. One with
 * methods of its own (a task that is also thenable) is returned as it is.
 */
function follow(returned: unknown, settle: Settle): unknown {
  const promise = returned as Promise<unknown>
  const isPlain = promise instanceof Promise && !Object.keys(promise)[0]
  const next = attempt(
    () =>
      isFunction(Object(promise).then) &&
      promise.then(
        (answer) => {
          settle(true, answer)
          return answer
        },
        (fault) => {
          settle(false, fault)
          if (isPlain) throw fault
        },
      ),
  )
  return isPlain ? next : returned
}
