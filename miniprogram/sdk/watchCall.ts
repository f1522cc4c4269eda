import { attempt } from './attempt'
import type { Host } from './host'
import type { Call } from './phoneApi'

/** Told once how a call ended; `answer` is WeChat's answer or error. */
export type Ended = (ok: boolean, answer: unknown, durationMs: number) => void

type Settle = (ok: boolean, answer: unknown) => void
type Options = { success?: unknown; fail?: unknown; complete?: unknown }

/**
 * A function that does what `original` does and tells how it ended.
 * @param answersBy 'callback': WeChat answers by callbacks only, so we may add ours to a call that has none.
 *   'either': without callbacks it returns a promise, and adding one would take that promise from the app.
 * @param begin called with the app's options before the call
 */
export function watchCall(
  host: Host,
  original: Call,
  answersBy: 'callback' | 'either',
  begin: (options: object) => Ended,
): Call {
  return function (this: unknown, ...args: unknown[]) {
    const options = args[0]
    if (typeof options !== 'object' || options === null) return original.apply(this, args)
    const ended = attempt(() => begin(options))
    const startedAt = host.elapsed()
    let settled = false
    const settle: Settle = (ok, answer) => {
      if (settled) return
      settled = true
      attempt(() => ended?.(ok, answer, host.elapsed() - startedAt))
    }
    const heard = attempt(() =>
      answersBy === 'callback' || hasCallback(options) ? listening(options, settle) : options,
    )
    const returned = callThrough(original, this, [heard ?? options, ...args.slice(1)], settle)
    return follow(returned, settle)
  }
}

function hasCallback({ success, fail, complete }: Options): boolean {
  return [success, fail, complete].some((callback) => typeof callback === 'function')
}

/** A copy, inherited fields too: the app's own object is not touched. */
function listening(options: Options, settle: Settle): Options {
  const copy: Record<string, unknown> = {}
  for (const key in options) copy[key] = options[key as keyof Options]
  copy.success = before(options.success, (answer) => settle(true, answer))
  copy.fail = before(options.fail, (answer) => settle(false, answer))
  return copy
}

function before(callback: unknown, hear: (answer: unknown) => void): Call {
  return function (this: unknown, ...args: unknown[]) {
    hear(args[0])
    if (typeof callback === 'function') return callback.apply(this, args)
  }
}

function callThrough(original: Call, self: unknown, args: unknown[], settle: Settle): unknown {
  try {
    return original.apply(self, args)
  } catch (fault) {
    settle(false, fault)
    throw fault
  }
}

/**
 * A plain promise is handed on through ours, so that a rejection the app does not handle stays unhandled. One with
 * methods of its own (a task that is also thenable) is returned as it is.
 */
function follow(returned: unknown, settle: Settle): unknown {
  const promise = returned as Promise<unknown>
  if (typeof attempt(() => promise?.then) !== 'function') return returned
  const good = (answer: unknown) => {
    settle(true, answer)
    return answer
  }
  if (Object.prototype.toString.call(promise) === '[object Promise]' && Object.keys(promise).length === 0) {
    return promise.then(good, (fault: unknown) => {
      settle(false, fault)
      throw fault
    })
  }
  attempt(() => void promise.then(good, (fault: unknown) => settle(false, fault)))
  return returned
}
